/** Buttons: plain, with a link, with an icon, and the pair that asks how an answer was. */

import { useState } from "react";
import { ThumbIcon, TrashIcon } from "../icons";
import { useDesk } from "../context";
import type { FeedbackButton } from "../types";
import type { ElementProps } from "./interactive";

export function Button({ element, onChoose, isBusy }: ElementProps) {
  const className = `kit-button ${element.style ? `is-${element.style}` : ""}`;
  const name = element.text?.text ?? "";
  const label = element.accessibility_label;
  if (element.url) {
    return (
      <a
        className={className}
        href={element.url}
        target="_blank"
        rel="noreferrer"
        aria-label={label}
        data-action={element.action_id}
        onClick={() => onChoose(null)}
      >
        {name}
      </a>
    );
  }
  return (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-busy={isBusy}
      data-action={element.action_id}
      onClick={() => !isBusy && onChoose(null)}
    >
      {name}
      {isBusy && <span className="spinner" aria-hidden="true" />}
    </button>
  );
}

export function IconButton({ element, onChoose, isBusy }: ElementProps) {
  const { me } = useDesk();
  const name = element.accessibility_label ?? element.text?.text ?? "";
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(me.id)) return null;
  return (
    <button
      type="button"
      className="kit-icon-button"
      aria-label={name}
      title={element.text?.text}
      aria-busy={isBusy}
      data-action={element.action_id}
      onClick={() => !isBusy && onChoose(null)}
    >
      <TrashIcon />
    </button>
  );
}

export function Feedback({ element, onChoose, isBusy }: ElementProps) {
  const [given, setGiven] = useState<string | null>(null);
  const side = (button: FeedbackButton | undefined, isDown: boolean) =>
    button && (
      <button
        type="button"
        className="kit-icon-button"
        aria-label={button.accessibility_label ?? button.text.text}
        aria-pressed={given === button.value}
        title={button.text.text}
        data-action={element.action_id}
        onClick={() => {
          if (isBusy) return;
          setGiven(button.value);
          onChoose(button.value);
        }}
      >
        <ThumbIcon isDown={isDown} />
      </button>
    );
  return (
    <>
      {side(element.positive_button, false)}
      {side(element.negative_button, true)}
    </>
  );
}
