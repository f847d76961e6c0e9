/** Checkboxes and radio buttons. */

import { useId } from "react";
import type { Option } from "../types";
import { Text } from "./blocks";
import type { ElementProps } from "./interactive";

export function Choices({ element, value, onChoose, field }: ElementProps) {
  const name = useId();
  const isMany = element.type === "checkboxes";
  const chosen = chosenValues(value as Option | Option[] | null | undefined);
  const toggle = (option: Option, isOn: boolean) => {
    if (!isMany) return onChoose(option);
    const options = element.options ?? [];
    onChoose(options.filter((one) => (one === option ? isOn : chosen.includes(one.value))));
  };
  return (
    <div
      className="kit-choices"
      role={isMany ? "group" : "radiogroup"}
      aria-describedby={field?.describedBy}
      aria-labelledby={field && `${field.id}-label`}
      data-action={element.action_id}
    >
      {element.options?.map((option) => (
        <label key={option.value} className="kit-choice">
          <input
            type={isMany ? "checkbox" : "radio"}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option, event.target.checked)}
          />
          <span>
            <Text text={option.text} />
            {option.description && (
              <span className="kit-choice-note">
                <Text text={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

function chosenValues(value: Option | Option[] | null | undefined): string[] {
  if (!value) return [];
  return (Array.isArray(value) ? value : [value]).map((option) => option.value);
}
