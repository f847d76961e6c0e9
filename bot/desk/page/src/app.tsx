/** The page as a whole: what is open, who looks, and in which colours. */

import { useEffect, useMemo, useRef, useState } from "react";
import { Banner } from "./banner";
import { ChannelPane } from "./channel";
import { DeskProvider, type Desk } from "./context";
import { useLive } from "./desk";
import { Modal } from "./modal";
import { SidePanel, type Side } from "./side-panel";
import { Rail, Sidebar, type ThemeChoice } from "./sidebar";
import { useRegions } from "./regions";
import { useStored } from "./stored";
import type { Message } from "./types";
import { sayIn } from "./words";

const FIRST_PERSON = "U01MAYA";
const FIRST_CHANNEL = "C01GENERAL";

export function App() {
  const [person, setPerson] = useStored<string>("desk.person", FIRST_PERSON);
  const [themeChoice, setThemeChoice] = useStored<ThemeChoice>("desk.theme", "system");
  const [channel, setChannel] = useState(FIRST_CHANNEL);
  const [side, setSide] = useState<Side | null>(null);
  const [isMenuShown, setMenuShown] = useState(false);
  const { workspace, messages, isConnected } = useLive(person);
  const isSystemDark = useMedia("(prefers-color-scheme: dark)");
  const theme = themeChoice === "system" ? (isSystemDark ? "dark" : "light") : themeChoice;
  const me = workspace?.people.find((one) => one.id === person);
  const locale = me?.locale ?? "en-CA";
  const say = useMemo(() => sayIn(locale), [locale]);
  const unread = useUnread(messages, channel, person);
  useRegions();

  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dataset.theme = theme;
  }, [locale, theme]);

  if (!workspace || !me) {
    return (
      <main className="waiting" role="status">
        {say("connecting")}
      </main>
    );
  }

  const current = workspace.channels.some((one) => one.id === channel) ? channel : FIRST_CHANNEL;
  const desk: Desk = {
    workspace,
    messages,
    me,
    say,
    theme,
    openThread: (message: Message) => setSide({ kind: "thread", root: message.ts }),
    openWhy: (message: Message) => setSide({ kind: "why", of: message.ts }),
    openChannel: (id: string) => {
      setChannel(id);
      setSide(null);
      setMenuShown(false);
    },
  };
  const choosePerson = (id: string) => {
    const wasInIm = channel.startsWith("D");
    setPerson(id);
    setSide(null);
    if (wasInIm) setChannel(`D${id.slice(1)}`);
  };

  return (
    <DeskProvider value={desk}>
      <div className={`page ${side ? "has-side" : ""} ${isMenuShown ? "shows-menu" : ""}`}>
        <a className="skip" href="#main">
          {say("skip")}
        </a>
        <Banner problems={workspace.problems} isConnected={isConnected} />
        <div className="columns">
          <Rail onPerson={choosePerson} themeChoice={themeChoice} onTheme={setThemeChoice} />
          <Sidebar current={current} unread={unread} />
          <div className="room">
            <ChannelPane
              key={`${person} ${current}`}
              channelId={current}
              selected={side?.kind === "why" ? side.of : null}
              onBack={() => setMenuShown(true)}
            />
            {side && (
              <SidePanel
                key={`${side.kind} ${side.kind === "thread" ? side.root : side.of}`}
                side={side}
                channelId={current}
                onClose={() => setSide(null)}
              />
            )}
          </div>
        </div>
        {workspace.modal && <Modal view={workspace.modal} depth={workspace.depth} />}
      </div>
    </DeskProvider>
  );
}

function useMedia(query: string): boolean {
  const media = useMemo(() => window.matchMedia(query), [query]);
  const [matches, setMatches] = useState(media.matches);
  useEffect(() => {
    const heed = () => setMatches(media.matches);
    media.addEventListener("change", heed);
    return () => media.removeEventListener("change", heed);
  }, [media]);
  return matches;
}

/** Return the channels with something new since the person last looked there. */
function useUnread(messages: ReadonlyMap<string, Message>, channel: string, person: string) {
  const seen = useRef<{ person: string; until: Record<string, string> }>({ person, until: {} });
  if (seen.current.person !== person) seen.current = { person, until: {} };
  const latest: Record<string, string> = {};
  for (const one of messages.values()) {
    if (one.user !== person && one.ts > (latest[one.channel] ?? "")) latest[one.channel] = one.ts;
  }
  const { until } = seen.current;
  until[channel] = latest[channel] ?? "";
  return new Set(Object.keys(latest).filter((id) => latest[id]! > (until[id] ?? "")));
}
