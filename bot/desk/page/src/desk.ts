/** The way to the desk: what happens there, live, and what a person does here. */

import { useEffect, useReducer, useState } from "react";
import type { Message, Workspace } from "./types";

export type Messages = ReadonlyMap<string, Message>;

interface News {
  put: Message[];
  gone: string[];
}

function heed(messages: Messages, news: News | null): Messages {
  if (news === null) return new Map();
  const next = new Map(messages);
  for (const key of news.gone) next.delete(key);
  for (const message of news.put) next.set(`${message.channel} ${message.ts}`, message);
  return next;
}

export interface Live {
  workspace: Workspace | null;
  messages: Messages;
  isConnected: boolean;
}

/** Follow what one person sees. Another person starts from nothing. */
export function useLive(person: string): Live {
  const [workspace, setWorkspace] = useState<Workspace | null>(null);
  const [messages, tell] = useReducer(heed, new Map());
  const [isConnected, setConnected] = useState(false);

  useEffect(() => {
    const source = new EventSource(`/desk/live?person=${person}`);
    source.addEventListener("open", () => {
      tell(null);
      setConnected(true);
    });
    source.addEventListener("error", () => setConnected(false));
    source.addEventListener("workspace", (event) => setWorkspace(JSON.parse(event.data)));
    source.addEventListener("messages", (event) => tell(JSON.parse(event.data)));
    return () => source.close();
  }, [person]);

  const isMine = workspace?.me === person;
  return { workspace: isMine ? workspace : null, messages, isConnected };
}

export interface Outcome {
  shown?: string | null;
  error?: string;
  errors?: Record<string, string>;
  options?: unknown[];
  outputs?: StepOutput[];
}

/** One thing that a workflow's step puts out. */
export interface StepOutput {
  name: string;
  title: string;
  value: string | boolean;
}

/** Do something; the answer holds the sentence that Slack would show, if any. */
export async function act(name: string, given: Record<string, unknown>): Promise<Outcome> {
  try {
    const response = await fetch(`/desk/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(given),
    });
    return (await response.json()) as Outcome;
  } catch {
    return { error: "The desk does not answer." };
  }
}

export async function fetchWhy(person: string, message: Message): Promise<unknown> {
  const query = new URLSearchParams({ person, channel: message.channel, ts: message.ts });
  const response = await fetch(`/desk/why?${query}`);
  return response.ok ? response.json() : null;
}
