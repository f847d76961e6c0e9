/** Fields that are typed into: text, numbers, dates and times. */

import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useSurface } from "./surface";
import type { ElementProps } from "./interactive";

const TYPES: Record<string, string> = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "number",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};
const PICKERS = new Set(["datepicker", "timepicker", "datetimepicker"]);
const DISPATCH_MS = 300;

interface Props extends ElementProps {
  dispatches?: boolean;
  onType: (typed: string) => void;
}

export function TextInput({ element, value, onChoose, onType, field, dispatches }: Props) {
  const { kind } = useSurface();
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState(String(value ?? ""));
  const isPicker = PICKERS.has(element.type);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];

  useEffect(() => {
    if (element.focus_on_load) input.current?.focus();
  }, []);

  useEffect(() => {
    if (!dispatches || !triggers.includes("on_character_entered") || typed === "") return;
    const timer = setTimeout(() => onChoose(typed), DISPATCH_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const take = (text: string) => {
    setTyped(text);
    const isMoment = element.type === "datetimepicker";
    const entered = isMoment ? Math.floor(new Date(text).getTime() / 1000) : text;
    if (isPicker && (kind !== "modal" || dispatches)) onChoose(entered);
    else onType(entered as string);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (dispatches && triggers.includes("on_enter_pressed")) {
      event.preventDefault();
      onChoose(typed);
    }
  };
  const common = {
    ref: input,
    id: field?.id,
    className: "kit-input",
    value: typed,
    placeholder: element.placeholder?.text,
    "aria-describedby": field?.describedBy,
    "aria-invalid": field?.isInvalid || undefined,
    "aria-label": field ? undefined : element.placeholder?.text,
    minLength: element.min_length,
    maxLength: element.max_length,
    "data-action": element.action_id,
    onKeyDown,
  };
  if (element.multiline || element.type === "rich_text_input") {
    return <textarea {...common} rows={4} onChange={(event) => take(event.target.value)} />;
  }
  return (
    <input
      {...common}
      type={TYPES[element.type] ?? "text"}
      min={element.min_value}
      max={element.max_value}
      step={element.is_decimal_allowed ? "any" : undefined}
      onChange={(event) => take(event.target.value)}
    />
  );
}
