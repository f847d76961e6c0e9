/** "Are you sure?" before something is done. */

import { Dialog } from "../dialog";
import type { Confirm } from "../types";
import { Text } from "./blocks";

interface Props {
  confirm: Confirm;
  onAnswer: (isSure: boolean) => void;
}

export function ConfirmDialog({ confirm, onAnswer }: Props) {
  return (
    <Dialog label={confirm.title.text} className="confirm" onClose={() => onAnswer(false)}>
      <h2>{confirm.title.text}</h2>
      <div className="confirm-text">
        <Text text={confirm.text} />
      </div>
      <div className="dialog-foot">
        <button type="button" className="kit-button" onClick={() => onAnswer(false)}>
          {confirm.deny.text}
        </button>
        <button
          type="button"
          className={`kit-button is-${confirm.style ?? "primary"}`}
          onClick={() => onAnswer(true)}
        >
          {confirm.confirm.text}
        </button>
      </div>
    </Dialog>
  );
}
