/** Something that opens beside its anchor, above all else, and closes when one turns away. */

import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";

interface Props {
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
  above?: boolean;
  alignEnd?: boolean;
  matchWidth?: boolean;
}

const GAP = 4;
const EDGE = 8;

export function Popup({ anchor, onClose, children, above, alignEnd, matchWidth }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: 0, top: 0 });

  useLayoutEffect(() => {
    const put = () => {
      if (!box.current) return;
      const at = anchor.getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = box.current;
      const below = at.bottom + GAP;
      const over = at.top - GAP - height;
      const fitsBelow = below + height <= window.innerHeight - EDGE;
      const top = above ? (over >= EDGE ? over : below) : fitsBelow || over < EDGE ? below : over;
      const left = alignEnd ? at.right - width : at.left;
      setPlace({
        left: Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE)),
        top: Math.max(EDGE, Math.min(top, window.innerHeight - height - EDGE)),
      });
    };
    put();
    const watch = new ResizeObserver(put);
    if (box.current) watch.observe(box.current);
    // Whatever moves the anchor moves the popup: a new message scrolls the list.
    document.addEventListener("scroll", put, true);
    return () => {
      watch.disconnect();
      document.removeEventListener("scroll", put, true);
    };
  }, [anchor, above, alignEnd]);

  useEffect(() => {
    const away = (event: Event) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.contains(target)) onClose();
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [anchor, onClose]);

  const width = matchWidth ? anchor.getBoundingClientRect().width : undefined;
  return createPortal(
    <div ref={box} className="popup" style={{ ...place, minWidth: width }}>
      {children}
    </div>,
    anchor.closest("dialog") ?? document.body,
  );
}
