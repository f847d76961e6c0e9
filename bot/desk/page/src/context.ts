/** What every part of the page may ask for: the workspace, who looks, and in which words. */

import { createContext, useContext } from "react";
import type { Messages } from "./desk";
import type { Message, Person, Workspace } from "./types";
import type { Say } from "./words";

export type Theme = "light" | "dark";

export interface Desk {
  workspace: Workspace;
  messages: Messages;
  me: Person;
  say: Say;
  theme: Theme;
  openThread: (message: Message) => void;
  openWhy: (message: Message) => void;
  openChannel: (id: string) => void;
}

const Context = createContext<Desk | null>(null);

export const DeskProvider = Context.Provider;

export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error("useDesk outside of DeskProvider");
  return desk;
}

/** Return the thread that starts with `root`: itself and its answers, oldest first. */
export function threadOf(messages: Messages, channel: string, root: string): Message[] {
  return [...messages.values()]
    .filter((one) => one.channel === channel && (one.ts === root || one.thread_ts === root))
    .sort(byTime);
}

/** Return what stands in a channel itself, oldest first. */
export function timelineOf(messages: Messages, channel: string): Message[] {
  return [...messages.values()]
    .filter((one) => one.channel === channel && (!one.thread_ts || one.thread_ts === one.ts))
    .sort(byTime);
}

function byTime(one: Message, other: Message): number {
  return one.ts < other.ts ? -1 : 1;
}
