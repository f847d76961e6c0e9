/** The messages of a channel or thread, the newest in sight, walked with the arrow keys. */

import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useDesk } from "./context";
import { MessageRow } from "./message";
import type { Message } from "./types";

interface Props {
  messages: Message[];
  label: string;
  selected: string | null;
  isThread?: boolean;
  children?: ReactNode;
}

const GROUPED_S = 5 * 60;
const NEAR_PX = 120;

export function MessageList({ messages, label, selected, isThread = false, children }: Props) {
  const { say, me } = useDesk();
  const list = useRef<HTMLDivElement>(null);
  const isNear = useRef(true);
  const [current, setCurrent] = useState<string | null>(null);
  const last = messages.at(-1)?.ts;
  const focusable = messages.some((one) => one.ts === current) ? current : last;

  // A thread opens at its last answer, however long that is.
  useLayoutEffect(() => {
    const row = isThread && list.current?.querySelector("[role=list] > :last-child");
    if (row) row.scrollIntoView({ block: "start" });
    if (row) isNear.current = false;
  }, [last]);

  useLayoutEffect(() => {
    if (isNear.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages]);

  useEffect(() => {
    const box = list.current;
    if (!box) return;
    const watch = new ResizeObserver(() => {
      if (isNear.current) box.scrollTo({ top: box.scrollHeight });
    });
    watch.observe(box);
    if (box.firstElementChild) watch.observe(box.firstElementChild);
    return () => watch.disconnect();
  }, []);

  const onScroll = () => {
    const box = list.current;
    if (box) isNear.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>(".message");
    if (event.target !== row) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(".message") ?? [])];
    const at = rows.indexOf(row);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rows[to]?.focus();
  };

  return (
    <div
      className="message-scroll"
      ref={list}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      tabIndex={messages.length ? -1 : 0}
    >
      <div className="message-list">
        {children}
        <div role="log" aria-label={label} aria-live="polite" aria-relevant="additions">
          {messages.length > 0 && (
            <div role="list" aria-label={label}>
              {messages.map((message, at) => {
                const before = messages[at - 1];
                const isNewDay = !isThread && dayOf(message) !== (before && dayOf(before));
                return (
                  <div key={message.ts} role="presentation">
                    {isNewDay && (
                      <DayLine ts={message.ts} locale={me.locale} today={say("today")} />
                    )}
                    <MessageRow
                      message={message}
                      isFollowUp={!isNewDay && isFollowUp(message, before)}
                      isInThread={isThread}
                      isSelected={selected === message.ts}
                      isCurrent={focusable === message.ts}
                      onFocus={() => setCurrent(message.ts)}
                    />
                  </div>
                );
              })}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function isFollowUp(message: Message, before: Message | undefined): boolean {
  return (
    before !== undefined &&
    before.user === message.user &&
    before.is_private === message.is_private &&
    Number(message.ts) - Number(before.ts) < GROUPED_S
  );
}

function dayOf(message: Message): string {
  return new Date(Number(message.ts) * 1000).toDateString();
}

function DayLine({ ts, locale, today }: { ts: string; locale: string; today: string }) {
  const date = new Date(Number(ts) * 1000);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });
  return (
    <div className="day-line" role="presentation">
      <span>{isToday ? today : day.format(date)}</span>
    </div>
  );
}
