/**
 * Slack's mrkdwn, read as Slack reads it, into rich text elements.
 *
 * slack-blocks-to-jsx has a reader of its own, but it undoes escaping before it looks for
 * links and mentions, reads formatting in plain_text, and shows `verbatim` texts raw. What
 * looks inert here must be inert in Slack, and the other way round.
 */

import type { TextObject } from "../types";

interface Style {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

export type Inline =
  | { type: "text"; text: string; style?: Style }
  | { type: "link"; url: string; text: string; style?: Style }
  | { type: "user"; user_id: string; style?: Style }
  | { type: "channel"; channel_id: string; style?: Style }
  | { type: "usergroup"; usergroup_id: string; style?: Style }
  | { type: "broadcast"; range: string; style?: Style }
  | { type: "emoji"; name: string; style?: Style };

export interface Part {
  type: "rich_text_section" | "rich_text_quote" | "rich_text_preformatted";
  elements: Inline[];
}

/** Return a text object as the parts of a rich_text block. */
export function read(text: TextObject & { verbatim?: boolean; emoji?: boolean }): Part[] {
  if (text.type === "plain_text") {
    return [{ type: "rich_text_section", elements: emojis(text.text, {}) }];
  }
  const isVerbatim = text.verbatim ?? false;
  const parts: Part[] = [];
  for (const [at, piece] of text.text.split("```").entries()) {
    if (at % 2 === 1) {
      const elements: Inline[] = [{ type: "text", text: unescape(piece.replace(/^\n|\n$/g, "")) }];
      parts.push({ type: "rich_text_preformatted", elements });
    } else if (piece) parts.push(...lines(piece, isVerbatim));
  }
  return parts;
}

/** Tell quoted lines from others. Slack also takes the escaped sign for a quote. */
function lines(text: string, isVerbatim: boolean): Part[] {
  const parts: Part[] = [];
  let open: { isQuote: boolean; lines: string[] } | null = null;
  const close = () => {
    if (!open) return;
    const elements = inline(open.lines.join("\n"), {}, isVerbatim);
    const type = open.isQuote ? "rich_text_quote" : "rich_text_section";
    if (elements.length) parts.push({ type, elements });
  };
  for (const line of text.split("\n")) {
    const quote = /^(?:&gt;|>) ?/.exec(line);
    if (!open || open.isQuote !== Boolean(quote)) {
      close();
      open = { isQuote: Boolean(quote), lines: [] };
    }
    open.lines.push(quote ? line.slice(quote[0].length) : line);
  }
  close();
  return parts;
}

/** Marks hug their words: no space within, no letter or digit without, one line. */
const MARKS: [keyof Style, RegExp][] = [
  ["code", /(?<![\p{L}\p{N}`])`(?=[^\s`])([^\n`]*[^\s`])`(?![\p{L}\p{N}`])/u],
  ["bold", /(?<![\p{L}\p{N}*])\*(?=[^\s*])([^\n*]*[^\s*])\*(?![\p{L}\p{N}*])/u],
  ["italic", /(?<![\p{L}\p{N}_])_(?=[^\s_])([^\n_]*[^\s_])_(?![\p{L}\p{N}_])/u],
  ["strike", /(?<![\p{L}\p{N}~])~(?=[^\s~])([^\n~]*[^\s~])~(?![\p{L}\p{N}~])/u],
];
const ANGLE = /<([^<>\n]+)>/;
const BARE =
  /https?:\/\/(?:(?!&[lg]t;)[^\s<>|])*(?!&[lg]t;)[^\s<>|.,;:!?)'"»]|@(?:here|channel|everyone)\b/;

/** Read formatting, then what stands in angle brackets, then what Slack links by itself. */
function inline(text: string, style: Style, isVerbatim: boolean): Inline[] {
  if (!text) return [];
  const found = firstMark(text, style);
  const angle = ANGLE.exec(text);
  if (angle && (!found || angle.index < found.start)) {
    return [
      ...inline(text.slice(0, angle.index), style, isVerbatim),
      ...special(angle[1]!, style),
      ...inline(text.slice(angle.index + angle[0].length), style, isVerbatim),
    ];
  }
  if (found) {
    const inner = { ...style, [found.name]: true };
    const marked =
      found.name === "code"
        ? [{ type: "text" as const, text: unescape(found.text), style: inner }]
        : inline(found.text, inner, isVerbatim);
    return [
      ...bare(text.slice(0, found.start), style, isVerbatim),
      ...marked,
      ...inline(text.slice(found.end), style, isVerbatim),
    ];
  }
  return bare(text, style, isVerbatim);
}

interface Found {
  name: keyof Style;
  start: number;
  end: number;
  text: string;
}

/** Return the first pair of marks that Slack takes for formatting. */
function firstMark(text: string, style: Style): Found | null {
  let first: Found | null = null;
  for (const [name, pattern] of MARKS) {
    if (style[name]) continue;
    const match = pattern.exec(text);
    if (match && (!first || match.index < first.start)) {
      first = { name, start: match.index, end: match.index + match[0].length, text: match[1]! };
    }
  }
  return first;
}

/** Read what stands in angle brackets: a person, a channel, everybody, a date, a link. */
function special(inside: string, style: Style): Inline[] {
  const [target = "", label] = inside.split("|", 2);
  const id = target.slice(1);
  if (target.startsWith("@")) return [{ type: "user", user_id: id, style }];
  if (target.startsWith("#")) return [{ type: "channel", channel_id: id, style }];
  if (/^!(here|channel|everyone)$/.test(target)) return [{ type: "broadcast", range: id, style }];
  if (target.startsWith("!subteam^")) {
    return [{ type: "usergroup", usergroup_id: target.slice(9), style }];
  }
  if (target.startsWith("!")) return [{ type: "text", text: unescape(label ?? target), style }];
  const url = unescape(target);
  return [{ type: "link", url, text: unescape(label ?? target.replace(/^mailto:/, "")), style }];
}

/** Read running text; unless it is verbatim, Slack makes links and mentions of its own. */
function bare(text: string, style: Style, isVerbatim: boolean): Inline[] {
  const found = isVerbatim ? null : BARE.exec(text);
  if (!found) return emojis(unescape(text), style);
  const word = unescape(found[0]);
  const made: Inline = word.startsWith("@")
    ? { type: "broadcast", range: word.slice(1), style }
    : { type: "link", url: word, text: word, style };
  return [
    ...emojis(unescape(text.slice(0, found.index)), style),
    made,
    ...bare(text.slice(found.index + found[0].length), style, isVerbatim),
  ];
}

function emojis(text: string, style: Style): Inline[] {
  return text
    .split(/:([a-z0-9_+-]+):/)
    .map((piece, at): Inline =>
      at % 2 === 1 ? { type: "emoji", name: piece, style } : { type: "text", text: piece, style },
    )
    .filter((one) => one.type !== "text" || one.text !== "");
}

function unescape(text: string): string {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
