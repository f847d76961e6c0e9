/** The small square picture of a person or of the app. */

import type { Person } from "./types";

const COLOURS = ["#7b3e8a", "#1d6f5f", "#a8461f", "#2b5c9e"];

interface Props {
  person: Person;
  size?: number;
}

export function Avatar({ person, size = 36 }: Props) {
  const style = { width: size, height: size, fontSize: size * 0.42, borderRadius: size * 0.2 };
  if (!person.is_human) {
    return (
      <span className="avatar avatar-app" style={style} aria-hidden="true">
        <AppMark size={size * 0.72} isSlackbot={person.id === "USLACKBOT"} />
      </span>
    );
  }
  const initials = person.real_name
    .split(" ")
    .map((part) => part[0])
    .join("");
  const colour = COLOURS[(person.name.charCodeAt(0) + person.name.length) % COLOURS.length];
  return (
    <span className="avatar" style={{ ...style, background: colour }} aria-hidden="true">
      {initials}
    </span>
  );
}

/** People around a table: the app's mark. Slackbot has a face. */
function AppMark({ size, isSlackbot }: { size: number; isSlackbot: boolean }) {
  if (isSlackbot) {
    return (
      <svg width={size} height={size} viewBox="0 0 24 24" fill="#fff">
        <circle cx="8" cy="10" r="2" />
        <circle cx="16" cy="10" r="2" />
        <path d="M6 15c3 3.5 9 3.5 12 0" fill="none" stroke="#fff" strokeWidth="2" />
      </svg>
    );
  }
  const seats = [0, 60, 120, 180, 240, 300].map((degrees) => (degrees * Math.PI) / 180);
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="#fff">
      <circle cx="12" cy="12" r="4.25" />
      {seats.map((angle, index) => (
        <circle
          key={angle}
          cx={12 + 8.5 * Math.sin(angle)}
          cy={12 - 8.5 * Math.cos(angle)}
          r="2.1"
          fill={index === 1 ? "#ffd166" : "#fff"}
        />
      ))}
    </svg>
  );
}
