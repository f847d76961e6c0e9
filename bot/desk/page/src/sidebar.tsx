/** Where one is: the workspace, its channels and apps, and who one is. */

import { Avatar } from "./avatar";
import { useDesk } from "./context";
import { HashIcon, MoonIcon, SunIcon } from "./icons";
import { Menu } from "./menu";

export type ThemeChoice = "system" | "light" | "dark";

interface RailProps {
  onPerson: (id: string) => void;
  themeChoice: ThemeChoice;
  onTheme: (choice: ThemeChoice) => void;
}

/** The narrow column at the very left: the workspace, the colours, and who one is. */
export function Rail({ onPerson, themeChoice, onTheme }: RailProps) {
  const { workspace, me, say, theme } = useDesk();
  const people = workspace.people.filter((one) => one.is_human);
  return (
    <header className="rail">
      <span className="workspace-tile" aria-hidden="true">
        D
      </span>
      <span className="rail-gap" />
      <Menu
        label={say("theme")}
        className="rail-button"
        above
        items={(["system", "light", "dark"] as const).map((choice) => ({
          label: say(choice),
          isChecked: choice === themeChoice,
          onPick: () => onTheme(choice),
        }))}
      >
        {theme === "dark" ? <MoonIcon /> : <SunIcon />}
      </Menu>
      <div className="you" role="radiogroup" aria-label={say("person")}>
        <span className="you-label" aria-hidden="true">
          {say("person")}
        </span>
        {people.map((one) => (
          <label key={one.id} className="you-person" title={describe(one.real_name, one.locale)}>
            <input
              type="radio"
              name="person"
              checked={one.id === me.id}
              onChange={() => onPerson(one.id)}
              aria-label={describe(one.real_name, one.locale, one.is_admin && say("personAdmin"))}
            />
            <Avatar person={one} size={36} />
            <span className="you-note" aria-hidden="true">
              {one.is_admin ? say("personAdmin") : one.locale.slice(0, 2).toUpperCase()}
            </span>
          </label>
        ))}
      </div>
    </header>
  );
}

function describe(name: string, locale: string, more: string | false = false): string {
  return [name, locale, more].filter(Boolean).join(", ");
}

interface SidebarProps {
  current: string;
  unread: ReadonlySet<string>;
}

export function Sidebar({ current, unread }: SidebarProps) {
  const { workspace, say, openChannel } = useDesk();
  const channels = workspace.channels.filter((one) => !one.is_im);
  const app = workspace.people.find((one) => one.id === workspace.bot)!;
  const im = workspace.channels.find((one) => one.is_im);
  const item = (id: string) => ({
    type: "button" as const,
    className: `side-item ${id === current ? "is-current" : ""} ${unread.has(id) ? "is-unread" : ""}`,
    "aria-current": id === current ? ("page" as const) : undefined,
    onClick: () => openChannel(id),
  });
  return (
    <nav className="sidebar" aria-label={say("navigation")}>
      <div className="sidebar-head">Desk</div>
      <h2 className="side-heading">{say("channels")}</h2>
      {channels.map((one) => (
        <button key={one.id} {...item(one.id)}>
          <HashIcon /> <span>{one.name}</span>
        </button>
      ))}
      <h2 className="side-heading">{say("apps")}</h2>
      {im && (
        <button {...item(im.id)}>
          <Avatar person={app} size={20} /> <span>{app.real_name}</span>
        </button>
      )}
      <p className="sidebar-note">
        {say("onDesk")}
        {workspace.version && (
          <>
            <br />
            <span className="content-version">
              {say("content", { version: workspace.version })}
            </span>
          </>
        )}
      </p>
    </nav>
  );
}
