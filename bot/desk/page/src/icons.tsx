/** The page's icons, drawn here: nothing is fetched. All are decoration beside a name. */

import type { ReactNode } from "react";

function Icon({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="M5 5l10 10M15 5L5 15" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M12.5 4.5L7 10l5.5 5.5" />
  </Icon>
);
export const HashIcon = ({ size = 16 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M8 3L6 17M14 3l-2 14M3.5 7.5h13M3 12.5h13" />
  </Icon>
);
export const HomeIcon = () => (
  <Icon>
    <path d="M3.5 9L10 3.5 16.5 9v7.5h-4.5v-4h-4v4H3.5z" />
  </Icon>
);
export const EyeIcon = ({ size = 14 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M1.5 10S4.5 4.5 10 4.5 18.5 10 18.5 10 15.5 15.5 10 15.5 1.5 10 1.5 10z" />
    <circle cx="10" cy="10" r="2.5" />
  </Icon>
);
export const ReplyIcon = () => (
  <Icon>
    <path d="M3 4.5h14v9H9L5.5 16.5v-3H3zM6.5 7.75h7M6.5 10.5h4.5" />
  </Icon>
);
export const WhyIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.25" />
    <path d="M7.75 8a2.25 2.25 0 1 1 3.2 2.05c-.6.3-.95.75-.95 1.45M10 14v.01" />
  </Icon>
);
export const MoreIcon = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
    <circle cx="10" cy="4.5" r="1.5" />
    <circle cx="10" cy="10" r="1.5" />
    <circle cx="10" cy="15.5" r="1.5" />
  </svg>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M10 4.5v11M4.5 10h11" />
  </Icon>
);
export const AtIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3" />
    <path d="M13 7v4.25c0 2.5 4 2.25 4-1.25a7 7 0 1 0-2.75 5.5" />
  </Icon>
);
export const SlashIcon = () => (
  <Icon>
    <rect x="3" y="3" width="14" height="14" rx="3" />
    <path d="M11.75 6.5l-3.5 7" />
  </Icon>
);
export const SendIcon = () => (
  <svg width="18" height="18" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
    <path d="M2.4 2.3a.6.6 0 0 1 .83-.7l14.9 7.6a.9.9 0 0 1 0 1.6l-14.9 7.6a.6.6 0 0 1-.83-.7L4 11.5l7.5-1.5L4 8.5z" />
  </svg>
);
export const ChevronIcon = ({ size = 14 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M5 7.5l5 5 5-5" />
  </Icon>
);
export const PeopleIcon = () => (
  <Icon size={16}>
    <circle cx="7.5" cy="7" r="3" />
    <path d="M2 16.5c0-3 2.5-5 5.5-5s5.5 2 5.5 5M13 4.2a3 3 0 0 1 0 5.6M14.5 11.8c2.2.5 3.5 2.3 3.5 4.7" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.25" />
    <path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.4 4.4l1.4 1.4M14.2 14.2l1.4 1.4M4.4 15.6l1.4-1.4M14.2 5.8l1.4-1.4" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z" />
  </Icon>
);
export const WarnIcon = () => (
  <Icon size={16}>
    <path d="M10 3L2 16.5h16zM10 8.5v3.5M10 14.25v.01" />
  </Icon>
);
export const TrashIcon = () => (
  <Icon size={16}>
    <path d="M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.75 11h7.5l.75-11" />
  </Icon>
);
export const ThumbIcon = ({ isDown = false }: { isDown?: boolean }) => (
  <span style={isDown ? { transform: "rotate(180deg)", display: "inline-flex" } : undefined}>
    <Icon size={16}>
      <path d="M3 9h3v7.5H3zM6 9l3.5-6c1.2 0 2 .9 2 2L11 8h4.6c1 0 1.7.9 1.5 1.9l-1.2 5.2c-.2.8-.9 1.4-1.7 1.4H6" />
    </Icon>
  </span>
);
