/** What opens at the right: a thread, or why an answer was given. */

import { useEffect, useRef } from "react";
import { Composer } from "./composer";
import { threadOf, useDesk } from "./context";
import { CloseIcon } from "./icons";
import { MessageList } from "./message-list";
import { WhyPanel } from "./why";

export type Side = { kind: "thread"; root: string } | { kind: "why"; of: string };

interface Props {
  side: Side;
  channelId: string;
  onClose: () => void;
}

export function SidePanel({ side, channelId, onClose }: Props) {
  const { workspace, messages, say } = useDesk();
  const panel = useRef<HTMLElement>(null);
  const channel = workspace.channels.find((one) => one.id === channelId)!;
  const place = channel.is_im ? workspace.app.name : `#${channel.name}`;
  const title = say(side.kind === "thread" ? "thread" : "why");

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>("textarea, .icon-button")?.focus();
  }, []);

  const message = side.kind === "why" ? messages.get(`${channelId} ${side.of}`) : undefined;
  return (
    <aside
      className="side-panel"
      aria-label={title}
      ref={panel}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <div className="pane-head">
        <h2>{title}</h2>
        <span className="quiet">{place}</span>
        <span className="pane-gap" />
        <button
          type="button"
          className="icon-button"
          aria-label={say("closePanel")}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </div>
      {side.kind === "thread" && (
        <>
          <MessageList
            messages={threadOf(messages, channelId, side.root)}
            label={say("threadIn", { place })}
            selected={null}
            isThread
          />
          <Composer channel={channelId} place={say("replyPlace")} threadTs={side.root} />
        </>
      )}
      {message && <WhyPanel message={message} />}
    </aside>
  );
}
