/** A window above the page that keeps the focus until it is closed. */

import { useEffect, useRef, type ReactNode } from "react";
import { useDesk } from "./context";
import { CloseIcon } from "./icons";

interface Props {
  label: string;
  className?: string;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ label, className = "", onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => opener?.focus?.();
  }, []);

  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {children}
    </dialog>
  );
}

export function CloseButton({ onClose }: { onClose: () => void }) {
  const { say } = useDesk();
  return (
    <button type="button" className="icon-button" aria-label={say("close")} onClick={onClose}>
      <CloseIcon />
    </button>
  );
}
