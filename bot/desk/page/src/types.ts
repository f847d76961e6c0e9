/** What the desk tells the page (bot/desk/sight.py), and what the page tells the desk. */

export interface Person {
  id: string;
  name: string;
  real_name: string;
  locale: string;
  is_admin: boolean;
  is_human: boolean;
}

export interface Channel {
  id: string;
  name: string;
  is_im: boolean;
  has_app: boolean;
  members: number;
}

export interface Command {
  name: string;
  description: string;
  hint: string;
}

export interface Shortcut {
  name: string;
  type: "global" | "message";
  callback_id: string;
  description: string;
}

export interface Step {
  callback_id: string;
  title: string;
  inputs: { name: string; title: string }[];
}

export interface App {
  name: string;
  description: string;
  commands: Command[];
  shortcuts: Shortcut[];
  steps: Step[];
  has_home_tab: boolean;
  is_read_only: boolean;
}

export interface Problem {
  path: string;
  line: number;
  what: string;
  fix: string;
}

export interface ViewShown {
  id: string;
  hash: string;
  type: "modal" | "home";
  title: TextObject | null;
  submit: TextObject | null;
  close: TextObject | null;
  blocks: Block[];
}

export interface Workspace {
  me: string;
  bot: string;
  people: Person[];
  channels: Channel[];
  app: App;
  modal: ViewShown | null;
  depth: number;
  home: ViewShown | null;
  prompts: { title: string; prompts: { title: string; message: string }[] };
  version: string;
  problems: Problem[];
}

export interface Message {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks: Block[];
  thread_ts: string | null;
  is_private: boolean;
  subtype: string | null;
  command: string | null;
  edited: string | null;
  unfurls: Record<string, { blocks?: Block[]; title?: string; text?: string }>;
  /** How many requests made it what it is, and which of them went wrong. */
  exchanges: number;
  refused: Refusal[];
}

/** A call that went wrong; `is_mended` where another way then did the same. */
export interface Refusal {
  what: string;
  error: string;
  is_mended: boolean;
}

export interface Exchange {
  number: number;
  direction: "to_bot" | "to_slack";
  what: string;
  at: number;
  duration_ms: number | null;
  status: number | null;
  error: string | null;
  request: unknown;
  answer: unknown;
}

export interface Candidate {
  id: string;
  name: string;
  score: number;
  because: string[];
  is_named: boolean;
}

export interface Why {
  asked: string | null;
  why: {
    kind: string;
    language: string;
    intent: string;
    because: string[];
    types: Candidate[];
    pages: Candidate[];
  } | null;
  exchanges: Exchange[];
  message: unknown;
}

export interface TextObject {
  type: "plain_text" | "mrkdwn";
  text: string;
}

export interface Option {
  text: TextObject;
  value: string;
  description?: TextObject;
  url?: string;
}

export interface OptionGroup {
  label: TextObject;
  options: Option[];
}

export interface Confirm {
  title: TextObject;
  text: TextObject;
  confirm: TextObject;
  deny: TextObject;
  style?: "primary" | "danger";
}

/** Any interactive element; which fields it has depends on its `type`. */
export interface Element {
  type: string;
  action_id: string;
  text?: TextObject;
  value?: string;
  url?: string;
  style?: "primary" | "danger";
  confirm?: Confirm;
  accessibility_label?: string;
  visible_to_user_ids?: string[];
  placeholder?: TextObject;
  options?: Option[];
  option_groups?: OptionGroup[];
  initial_option?: Option;
  initial_options?: Option[];
  initial_value?: string;
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  initial_user?: string;
  initial_channel?: string;
  initial_conversation?: string;
  min_query_length?: number;
  max_selected_items?: number;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  is_decimal_allowed?: boolean;
  min_value?: string;
  max_value?: string;
  dispatch_action_config?: { trigger_actions_on?: string[] };
  focus_on_load?: boolean;
  positive_button?: FeedbackButton;
  negative_button?: FeedbackButton;
  icon?: string;
}

export interface FeedbackButton {
  text: TextObject;
  value: string;
  accessibility_label?: string;
}

/** Any block; which fields it has depends on its `type`. */
export interface Block {
  type: string;
  block_id?: string;
  text?: TextObject;
  fields?: TextObject[];
  accessory?: Element;
  elements?: Element[];
  element?: Element;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
  title?: TextObject | string;
  subtitle?: TextObject;
  caption?: string;
  rows?: unknown[][];
  child_blocks?: Block[];
  is_collapsible?: boolean;
  default_collapsed?: boolean;
  actions?: Element[];
  [field: string]: unknown;
}

/** A plain value that a person has chosen or typed. */
export type Value = string | number | string[] | Option | Option[] | null;

/** What a person has entered in a view, by "block id/action id". */
export type Values = Record<string, Value>;
