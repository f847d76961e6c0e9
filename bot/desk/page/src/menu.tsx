/** A button that opens a menu, by pointer or by keyboard. */

import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Popup } from "./popup";

export interface MenuItem {
  label: string;
  note?: string;
  isDanger?: boolean;
  isChecked?: boolean;
  onPick: () => void;
}

interface Props {
  label: string;
  className?: string;
  items: MenuItem[];
  heading?: string;
  alignEnd?: boolean;
  above?: boolean;
  tabIndex?: number;
  onOpenChange?: (isOpen: boolean) => void;
  children: ReactNode;
}

export function Menu(props: Props) {
  const { label, className, items, heading, alignEnd, above, tabIndex, onOpenChange } = props;
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    onOpenChange?.(isOpen);
    if (isOpen) (list.current?.querySelector("[role^=menuitem]") as HTMLElement | null)?.focus();
  }, [isOpen]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const options = [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const at = options.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) options[(at + step + options.length) % options.length]?.focus();
    else if (event.key === "Home") options[0]?.focus();
    else if (event.key === "End") options.at(-1)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        tabIndex={tabIndex}
        onClick={() => setOpen(!isOpen)}
      >
        {props.children}
      </button>
      {isOpen && button.current && (
        <Popup anchor={button.current} onClose={() => setOpen(false)} {...{ alignEnd, above }}>
          <div ref={list} role="menu" aria-label={label} className="menu" onKeyDown={onKeyDown}>
            {heading && (
              <div className="menu-heading" role="presentation">
                {heading}
              </div>
            )}
            {items.map((item) => (
              <button
                key={item.label}
                type="button"
                role={item.isChecked === undefined ? "menuitem" : "menuitemradio"}
                aria-checked={item.isChecked}
                tabIndex={-1}
                className={item.isDanger ? "menu-item is-danger" : "menu-item"}
                onClick={() => {
                  close();
                  item.onPick();
                }}
              >
                <span>{item.label}</span>
                {item.note && <span className="menu-note">{item.note}</span>}
              </button>
            ))}
          </div>
        </Popup>
      )}
    </>
  );
}
