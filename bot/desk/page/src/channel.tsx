/** The middle: a channel, or the app with its tabs. */

import { useEffect, useState } from "react";
import { Avatar } from "./avatar";
import { Composer } from "./composer";
import { timelineOf, useDesk } from "./context";
import { act } from "./desk";
import { About, Home } from "./home";
import { BackIcon, HashIcon, PeopleIcon } from "./icons";
import { MessageList } from "./message-list";
import type { Channel } from "./types";
import type { Word } from "./words";

interface Props {
  channelId: string;
  selected: string | null;
  onBack: () => void;
}

type Tab = "home" | "messages" | "about";

export function ChannelPane({ channelId, selected, onBack }: Props) {
  const { workspace, me, messages, say } = useDesk();
  const channel = workspace.channels.find((one) => one.id === channelId)!;
  const [tab, setTab] = useState<Tab>("messages");
  const timeline = timelineOf(messages, channelId);
  const isEmpty = timeline.length === 0;
  const name = channel.is_im ? workspace.app.name : `#${channel.name}`;

  useEffect(() => {
    if (channel.is_im && tab !== "about") void act("home", { person: me.id, tab });
  }, [channel.is_im, tab, me.id]);

  return (
    <main className="channel-pane" id="main" tabIndex={-1}>
      <div className="pane-head">
        <button
          type="button"
          className="icon-button only-narrow"
          aria-label={say("navigation")}
          onClick={onBack}
        >
          <BackIcon />
        </button>
        <h1>
          {channel.is_im ? (
            <Avatar person={workspace.people.find((one) => one.id === workspace.bot)!} size={24} />
          ) : (
            <HashIcon size={18} />
          )}
          {channel.is_im ? workspace.app.name : channel.name}
        </h1>
        {!channel.is_im && (
          <span className="members" title={say("members", { count: channel.members })}>
            <PeopleIcon /> {channel.members}
            <span className="visually-hidden">{say("members", { count: channel.members })}</span>
          </span>
        )}
      </div>
      {channel.is_im && <Tabs tab={tab} onTab={setTab} />}
      {tab === "home" && <Home />}
      {tab === "about" && <About />}
      {tab === "messages" && (
        <>
          <MessageList
            messages={timeline}
            label={say("messageList", { place: name })}
            selected={selected}
          >
            <Beginning channel={channel} />
          </MessageList>
          {channel.is_im && isEmpty && <Prompts channel={channelId} />}
          {!(channel.is_im && workspace.app.is_read_only) && (
            <Composer channel={channelId} place={name} />
          )}
        </>
      )}
    </main>
  );
}

const TABS: [Tab, Word][] = [
  ["home", "home"],
  ["messages", "messages"],
  ["about", "about"],
];

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const { workspace, say } = useDesk();
  const shown = TABS.filter(([id]) => id !== "home" || workspace.app.has_home_tab);
  return (
    <div className="tabs" role="tablist">
      {shown.map(([id, word], at) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === tab}
          tabIndex={id === tab ? 0 : -1}
          className="tab"
          onClick={() => onTab(id)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!step) return;
            const next = (at + step + shown.length) % shown.length;
            onTab(shown[next]![0]);
            (event.currentTarget.parentElement?.children[next] as HTMLElement).focus();
          }}
        >
          {say(word)}
        </button>
      ))}
    </div>
  );
}

/** What stands above the first message. */
function Beginning({ channel }: { channel: Channel }) {
  const { workspace, say } = useDesk();
  const { app } = workspace;
  const command = app.commands[0]?.name ?? "/";
  return (
    <div className="beginning">
      <h2>{channel.is_im ? app.name : `# ${channel.name}`}</h2>
      <p>
        {channel.is_im
          ? say("emptyApp", { place: app.name })
          : say("empty", { place: `#${channel.name}` })}
      </p>
      {!channel.is_im && <p>{say("emptyHint", { command, app: `@${app.name}` })}</p>}
    </div>
  );
}

/** The prompts that the app suggests in its Messages tab, until a talk has begun. */
function Prompts({ channel }: { channel: string }) {
  const { workspace, me } = useDesk();
  const { title, prompts } = workspace.prompts;
  if (!prompts.length) return null;
  return (
    <div className="prompts">
      {title && <span className="quiet">{title}</span>}
      {prompts.map((one) => (
        <button
          key={one.title}
          type="button"
          className="prompt"
          onClick={() => act("say", { person: me.id, channel, text: one.message })}
        >
          {one.title}
        </button>
      ))}
    </div>
  );
}
