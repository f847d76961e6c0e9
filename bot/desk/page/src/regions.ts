/** F6 walks through the parts of the page, as it does in Slack. */

import { useEffect } from "react";

const REGIONS = [
  ".side-item.is-current",
  ".channel-pane .message[tabindex='0'], .home-scroll",
  ".channel-pane .composer textarea",
  ".side-panel .composer textarea, .side-panel .why",
];

export function useRegions(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F6" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      const stops = REGIONS.map((one) => document.querySelector<HTMLElement>(one)).filter(
        (one) => one !== null,
      );
      const at = stops.findIndex((stop) => stop.contains(document.activeElement));
      const step = event.shiftKey ? -1 : 1;
      stops[(at + step + stops.length) % stops.length]?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
