/** Where one writes: messages, mentions, slash commands and shortcuts. */

import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useDesk } from "./context";
import { act } from "./desk";
import { AtIcon, SendIcon, SlashIcon } from "./icons";
import { Popup } from "./popup";
import { sentence } from "./surfaces";
import { suggest, wordAt, type Suggestion } from "./suggestions";

interface Props {
  channel: string;
  place: string;
  threadTs?: string;
}

export function Composer({ channel, place, threadTs }: Props) {
  const { workspace, me, say } = useDesk();
  const [text, setText] = useState("");
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const word = wordAt(text, caret);
  const found = word && !isDismissed ? suggest(word, workspace, Boolean(threadTs)) : [];
  const hint = workspace.app.commands.find((one) => text === `${one.name} `)?.hint;

  useEffect(() => setAt(0), [word?.text]);
  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  const write = (next: string, position = next.length) => {
    setText(next);
    setCaret(position);
    setDismissed(false);
    setNotice(null);
    field.current?.focus();
    requestAnimationFrame(() => field.current?.setSelectionRange(position, position));
  };
  const take = async (suggestion: Suggestion | undefined) => {
    if (!suggestion || !word) return;
    if (suggestion.callbackId) {
      write("");
      const given = { person: me.id, callback_id: suggestion.callbackId };
      setNotice(sentence(await act("shortcut", given), say));
      return;
    }
    const head = text.slice(0, word.start) + suggestion.insert;
    write(head + text.slice(caret).trimStart(), head.length);
  };
  const send = async () => {
    const typed = text.trimEnd();
    if (!typed.trim()) return;
    const common = { person: me.id, channel };
    if (typed.startsWith("/")) {
      const command = typed.split(/\s/)[0] ?? "";
      if (threadTs) return setNotice(say("noThreadCommand", { command }));
      if (!workspace.app.commands.some((one) => one.name === command)) {
        return setNotice(say("noCommand", { command }));
      }
      write("");
      const given = { ...common, command, text: typed.slice(command.length + 1) };
      const outcome = await act("command", given);
      setNotice(outcome.error ?? null);
    } else {
      write("");
      const given = { ...common, text: typed.trim(), ...(threadTs && { thread_ts: threadTs }) };
      setNotice(sentence(await act("say", given), say));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (found.length && step) setAt((at + step + found.length) % found.length);
    else if (found.length && event.key === "Escape") setDismissed(true);
    else if (found.length && event.key === "Tab" && !event.shiftKey) void take(found[at]);
    else if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      const isWhole = found[at]?.insert?.trim() === word?.text;
      if (found.length && !isWhole) void take(found[at]);
      else void send();
    } else return;
    event.preventDefault();
  };
  const close = useCallback(() => setDismissed(true), []);
  const insert = (sign: string) => {
    const head = text.slice(0, caret);
    const gap = sign === "/" || !head || /\s$/.test(head) ? "" : " ";
    if (sign === "/") write("/");
    else write(`${head}${gap}${sign}${text.slice(caret)}`, head.length + gap.length + 1);
  };

  return (
    <div className="composer-area">
      {notice && (
        <div className="notice" role="alert">
          {notice}
        </div>
      )}
      <div className="composer" ref={box}>
        <div className="composer-field">
          <textarea
            ref={field}
            rows={1}
            aria-label={say("composer", { place })}
            placeholder={threadTs ? say("replyTo") : say("composer", { place })}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={found.length ? `${id}-list` : undefined}
            aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setCaret(event.target.selectionStart);
              setDismissed(false);
              setNotice(null);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={onKeyDown}
          />
          {hint && (
            <span className="composer-hint" aria-hidden="true">
              <span className="is-invisible">{text}</span>
              {hint}
            </span>
          )}
        </div>
        <div className="composer-bar">
          <ToolButton label={say("mention")} onClick={() => insert("@")}>
            <AtIcon />
          </ToolButton>
          {!threadTs && (
            <ToolButton label={say("jump")} onClick={() => insert("/")}>
              <SlashIcon />
            </ToolButton>
          )}
          <span className="composer-keys" aria-hidden="true">
            {text && (
              <>
                <b>Enter</b> {say("enter")}
              </>
            )}
          </span>
          <button
            type="button"
            className="send-button"
            aria-label={say("send")}
            disabled={!text.trim()}
            onClick={send}
          >
            <SendIcon />
          </button>
        </div>
      </div>
      {found.length > 0 && box.current && (
        <Popup anchor={box.current} onClose={close} above matchWidth>
          <div
            role="listbox"
            id={`${id}-list`}
            aria-label={say("suggestions")}
            className="menu suggestions"
          >
            {found.map((one, index) => (
              <div
                key={one.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === at}
                className={index === at ? "menu-item is-active" : "menu-item"}
                onPointerDown={(event) => {
                  event.preventDefault();
                  void take(one);
                }}
              >
                <span className="suggestion-label">{one.label}</span>
                {one.note && <span className="menu-note">{one.note}</span>}
              </div>
            ))}
          </div>
        </Popup>
      )}
    </div>
  );
}

interface ToolButtonProps {
  label: string;
  onClick: () => void;
  children: React.ReactNode;
}

function ToolButton({ label, onClick, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
