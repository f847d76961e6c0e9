/** Any element that a person can act on, told to the app through the surface it stands on. */

import { useState } from "react";
import type { Element, Value } from "../types";
import { Button, Feedback, IconButton } from "./buttons";
import { Choices } from "./choices";
import { ConfirmDialog } from "./confirm";
import { Overflow } from "./overflow";
import { Select } from "./select";
import { useSurface } from "./surface";
import { TextInput } from "./text-input";

/** How an input is tied to its label, hint and error. */
export interface Field {
  id: string;
  describedBy?: string;
  isInvalid: boolean;
}

export interface ElementProps {
  element: Element;
  /** What stands in it now. */
  value: Value | undefined;
  /** Take what the person chose: keep it, and tell the app where that is due. */
  onChoose: (value: Value) => void;
  isBusy: boolean;
  field?: Field;
}

interface Props {
  element: Element;
  blockId: string;
  field?: Field;
  isInput?: boolean;
  dispatches?: boolean;
}

export function Interactive({ element, blockId, field, isInput, dispatches }: Props) {
  const surface = useSurface();
  const [isBusy, setBusy] = useState(false);
  const [asks, setAsks] = useState<{ value: Value } | null>(null);
  const key = `${blockId}/${element.action_id}`;
  const value = key in surface.values ? surface.values[key] : initial(element);

  const tell = async (chosen: Value) => {
    if (BUTTONS.has(element.type) || !isInput || dispatches) {
      setBusy(true);
      await surface.press(element.action_id, chosen);
      setBusy(false);
    }
  };
  const onChoose = (chosen: Value) => {
    if (element.confirm) return setAsks({ value: chosen });
    if (!BUTTONS.has(element.type)) surface.setValue(key, chosen);
    void tell(chosen);
  };
  const props = { element, value, onChoose, isBusy, field };
  return (
    <>
      <Bare {...props} dispatches={dispatches} onType={(typed) => surface.setValue(key, typed)} />
      {asks && element.confirm && (
        <ConfirmDialog
          confirm={element.confirm}
          onAnswer={(isSure) => {
            setAsks(null);
            if (!isSure) return;
            if (!BUTTONS.has(element.type)) surface.setValue(key, asks.value);
            void tell(asks.value);
          }}
        />
      )}
    </>
  );
}

const BUTTONS = new Set(["button", "icon_button", "feedback_buttons", "overflow"]);

function Bare(props: ElementProps & { dispatches?: boolean; onType: (typed: string) => void }) {
  switch (props.element.type) {
    case "button":
    case "workflow_button":
      return <Button {...props} />;
    case "icon_button":
      return <IconButton {...props} />;
    case "feedback_buttons":
      return <Feedback {...props} />;
    case "overflow":
      return <Overflow {...props} />;
    case "checkboxes":
    case "radio_buttons":
      return <Choices {...props} />;
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
    case "rich_text_input":
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return <TextInput {...props} />;
    default:
      return <Select {...props} />;
  }
}

function initial(element: Element): Value | undefined {
  return (
    element.initial_option ??
    element.initial_options ??
    element.initial_value ??
    element.initial_date ??
    element.initial_time ??
    element.initial_date_time ??
    element.initial_user ??
    element.initial_channel ??
    element.initial_conversation
  );
}
