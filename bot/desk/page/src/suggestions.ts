/** What the composer offers while one types: commands and shortcuts, people, channels. */

import type { Person, Workspace } from "./types";

export interface Suggestion {
  id: string;
  label: string;
  note: string;
  /** What replaces the word being typed; absent for a shortcut, which runs at once. */
  insert?: string;
  callbackId?: string;
}

export interface Word {
  start: number;
  text: string;
}

/** Return the word that ends at the caret and that suggestions are for, if there is one. */
export function wordAt(text: string, caret: number): Word | null {
  const before = text.slice(0, caret);
  const found = /(^\/[\w-]*|(?:^|\s)[@#][\p{L}\w-]*)$/u.exec(before);
  if (!found) return null;
  const word = found[0].trimStart();
  return { start: caret - word.length, text: word };
}

/** Return what fits the word. Threads take no commands. */
export function suggest(word: Word, workspace: Workspace, isThread: boolean): Suggestion[] {
  const wanted = word.text.slice(1).toLowerCase();
  if (word.text.startsWith("/")) {
    if (isThread) return [];
    const commands = workspace.app.commands.map((one) => ({
      id: one.name,
      label: `${one.name} ${one.hint}`.trim(),
      note: one.description,
      insert: `${one.name} `,
    }));
    const shortcuts = workspace.app.shortcuts
      .filter((one) => one.type === "global")
      .map((one) => ({
        id: one.callback_id,
        label: one.name,
        note: one.description,
        callbackId: one.callback_id,
      }));
    return [...commands, ...shortcuts].filter((one) =>
      one.label.toLowerCase().replace(/^\//, "").includes(wanted),
    );
  }
  if (word.text.startsWith("@")) {
    const isApp = (one: Person) => Number(one.id === workspace.bot);
    return workspace.people
      .filter((one) => one.is_human || isApp(one))
      .filter((one) => `${one.name} ${one.real_name}`.toLowerCase().includes(wanted))
      .sort((one, other) => isApp(other) - isApp(one))
      .map((one) => ({
        id: one.id,
        label: one.real_name,
        note: one.name,
        insert: `@${one.id === workspace.bot ? workspace.app.name : one.name} `,
      }));
  }
  return workspace.channels
    .filter((one) => !one.is_im && one.name.includes(wanted))
    .map((one) => ({ id: one.id, label: `#${one.name}`, note: "", insert: `#${one.name} ` }));
}
