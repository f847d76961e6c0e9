/** One message: who, when, what, and what can be done with it. */

import { useState, type KeyboardEvent } from "react";
import { Avatar } from "./avatar";
import { threadOf, useDesk } from "./context";
import { act } from "./desk";
import { EyeIcon, MoreIcon, ReplyIcon, SlashIcon, WarnIcon, WhyIcon } from "./icons";
import { Blocks } from "./kit/blocks";
import { SurfaceProvider } from "./kit/surface";
import { Menu, type MenuItem } from "./menu";
import { placeOf, sentence, useSurfaceOf } from "./surfaces";
import type { Block, Message } from "./types";
import { sayAnswers, sayError, sayTime } from "./words";

interface Props {
  message: Message;
  isFollowUp: boolean;
  isInThread: boolean;
  isSelected: boolean;
  isCurrent: boolean;
  onFocus: () => void;
}

export function MessageRow(props: Props) {
  const { message, isFollowUp, isInThread, isSelected, isCurrent } = props;
  const { workspace, me, say } = useDesk();
  const [isEditing, setEditing] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const { surface, trouble, setTrouble } = useSurfaceOf("message", placeOf(message));
  const author = workspace.people.find((one) => one.id === message.user)!;
  const isByApp = message.user === workspace.bot;
  const classes = [
    "message",
    isByApp && "is-by-app",
    message.is_private && "is-private",
    isSelected && "is-selected",
    isMenuOpen && "has-menu-open",
  ];
  return (
    <div
      className={classes.filter(Boolean).join(" ")}
      role="listitem"
      tabIndex={isCurrent ? 0 : -1}
      data-ts={message.ts}
      onFocus={props.onFocus}
      aria-label={`${author.real_name}, ${sayTime(message.ts, me.locale)}${
        message.is_private ? `, ${say("private")}` : ""
      }`}
    >
      {message.is_private && (
        <div className="private-note">
          <EyeIcon /> {say("private")}
        </div>
      )}
      <div className="message-body">
        <div className="message-side">
          {isFollowUp && !message.is_private ? (
            <time className="side-time" aria-hidden="true">
              {sayTime(message.ts, me.locale).replace(/\s?[ap]\.?\s?m\.?/i, "")}
            </time>
          ) : (
            <Avatar person={author} />
          )}
        </div>
        <div className="message-main">
          {(!isFollowUp || message.is_private) && (
            <div className="message-head">
              <span className="author">{author.real_name}</span>
              {isByApp && <span className="badge">{say("app")}</span>}
              <time
                dateTime={new Date(Number(message.ts) * 1000).toISOString()}
                title={sayTime(message.ts, me.locale, "full")}
              >
                {sayTime(message.ts, me.locale)}
              </time>
            </div>
          )}
          {isEditing ? (
            <Editor message={message} onDone={() => setEditing(false)} />
          ) : (
            <SurfaceProvider value={surface}>
              <Content message={message} />
            </SurfaceProvider>
          )}
          {trouble && (
            <div className="trouble" role="alert">
              <WarnIcon /> {trouble}
            </div>
          )}
          {message.refused.map(({ what, error, is_mended }) => (
            <div className={is_mended ? "mended" : "trouble"} key={`${what} ${error}`}>
              {!is_mended && <WarnIcon />}
              {say(is_mended ? "mended" : "refused", { what, why: sayError(say, error) })}
            </div>
          ))}
          {!isInThread && <ThreadBar message={message} />}
        </div>
      </div>
      <Tools
        message={message}
        isInThread={isInThread}
        isCurrent={isCurrent}
        onTrouble={setTrouble}
        onEdit={() => setEditing(true)}
        onMenu={setMenuOpen}
      />
    </div>
  );
}

function Content({ message }: { message: Message }) {
  const { workspace, say } = useDesk();
  if (message.subtype === "bot_not_in_channel") return <Invitation message={message} />;
  const blocks = message.blocks.length ? message.blocks : [asSection(message.text || " ")];
  if (message.command) {
    return (
      <div className="said-command">
        <SlashIcon /> {message.command}
      </div>
    );
  }
  return (
    <>
      <Blocks blocks={blocks} />
      {message.edited && message.user !== workspace.bot && (
        <span className="quiet">{say("edited")}</span>
      )}
      {Object.entries(message.unfurls).map(([url, unfurl]) => (
        <div className="unfurl" key={url}>
          <Blocks blocks={unfurl.blocks ?? [asSection(unfurl.text ?? unfurl.title ?? url)]} />
        </div>
      ))}
    </>
  );
}

function asSection(text: string): Block {
  return { type: "section", text: { type: "mrkdwn", text }, expand: true };
}

/** Slackbot's offer to add the app to a channel in which it was mentioned. */
function Invitation({ message }: { message: Message }) {
  const { workspace, say } = useDesk();
  return (
    <>
      <p className="plain">{say("notInChannel", { app: workspace.app.name })}</p>
      <div className="block-actions">
        <button
          type="button"
          className="kit-button is-primary"
          onClick={() => act("invite", { channel: message.channel })}
        >
          {say("add")}
        </button>
      </div>
    </>
  );
}

/** What stands under a message with answers: how many, and when the last one came. */
function ThreadBar({ message }: { message: Message }) {
  const { messages, workspace, me, say, openThread } = useDesk();
  const answers = threadOf(messages, message.channel, message.ts).filter(
    (one) => one.ts !== message.ts,
  );
  const last = answers.at(-1);
  if (!last) return null;
  const authors = workspace.people.filter((one) => answers.some((each) => each.user === one.id));
  return (
    <button type="button" className="thread-bar" onClick={() => openThread(message)}>
      {authors.map((one) => (
        <Avatar key={one.id} person={one} size={24} />
      ))}
      <span className="thread-count">{sayAnswers(say, answers.length)}</span>
      <span className="quiet">{say("lastReply", { time: sayTime(last.ts, me.locale) })}</span>
    </button>
  );
}

interface ToolsProps {
  message: Message;
  isInThread: boolean;
  isCurrent: boolean;
  onTrouble: (sentence: string | null) => void;
  onEdit: () => void;
  onMenu: (isOpen: boolean) => void;
}

function Tools({ message, isInThread, isCurrent, onTrouble, onEdit, onMenu }: ToolsProps) {
  const { workspace, me, say, openThread, openWhy } = useDesk();
  const isMine = message.user === me.id;
  const tabIndex = isCurrent ? 0 : -1;
  const mine = { person: me.id, channel: message.channel, ts: message.ts };
  const shortcuts = workspace.app.shortcuts.filter((one) => one.type === "message");
  const items: MenuItem[] = [
    ...(message.is_private
      ? [{ label: say("dismiss"), onPick: () => void act("delete", mine) }]
      : shortcuts.map((one) => ({
          label: one.name,
          note: workspace.app.name,
          onPick: async () => {
            const given = { ...mine, callback_id: one.callback_id };
            onTrouble(sentence(await act("message-shortcut", given), say));
          },
        }))),
    ...(isMine
      ? [
          { label: say("edit"), onPick: onEdit },
          { label: say("delete"), isDanger: true, onPick: () => void act("delete", mine) },
        ]
      : []),
  ];
  const isByApp = message.user === workspace.bot;
  return (
    <div className="tools">
      {!isInThread && !message.is_private && (
        <button
          type="button"
          className="icon-button"
          aria-label={say("reply")}
          title={say("reply")}
          tabIndex={tabIndex}
          onClick={() => openThread(message)}
        >
          <ReplyIcon />
        </button>
      )}
      {(isByApp || message.exchanges > 0) && (
        <button
          type="button"
          className="icon-button"
          aria-label={say("why")}
          title={say("why")}
          tabIndex={tabIndex}
          onClick={() => openWhy(message)}
        >
          <WhyIcon />
        </button>
      )}
      {items.length > 0 && (
        <Menu
          label={say("menu")}
          className="icon-button"
          items={items}
          alignEnd
          tabIndex={tabIndex}
          onOpenChange={onMenu}
        >
          <MoreIcon />
        </Menu>
      )}
    </div>
  );
}

function Editor({ message, onDone }: { message: Message; onDone: () => void }) {
  const { me, say, workspace } = useDesk();
  const [text, setText] = useState(() =>
    message.text
      .replace(/<@(\w+)>/g, (_, id: string) => {
        const person = workspace.people.find((one) => one.id === id);
        return `@${person?.name ?? id}`;
      })
      .replace(/<(https?:[^|>]+)(\|[^>]*)?>/g, "$1")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&amp;/g, "&"),
  );
  const save = async () => {
    await act("edit", { person: me.id, channel: message.channel, ts: message.ts, text });
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onDone();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div className="editor">
      <textarea
        className="kit-input"
        aria-label={say("editing")}
        autoFocus
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="block-actions">
        <button type="button" className="kit-button" onClick={onDone}>
          {say("cancel")}
        </button>
        <button type="button" className="kit-button is-primary" onClick={save}>
          {say("save")}
        </button>
      </div>
    </div>
  );
}
