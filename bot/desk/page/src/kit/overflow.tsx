/** The menu behind three dots. */

import { MoreIcon } from "../icons";
import { Menu } from "../menu";
import { useDesk } from "../context";
import type { ElementProps } from "./interactive";

export function Overflow({ element, onChoose }: ElementProps) {
  const { say } = useDesk();
  const items = (element.options ?? []).map((option) => ({
    label: option.text.text,
    note: option.description?.text,
    onPick: () => {
      if (option.url) window.open(option.url, "_blank", "noreferrer");
      onChoose(option.value);
    },
  }));
  return (
    <Menu label={say("menu")} className="kit-icon-button" items={items} alignEnd>
      <MoreIcon />
    </Menu>
  );
}
