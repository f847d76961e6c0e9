/** Keeps the focus where it was when the app puts other blocks in the place of some. */

import { Component, createRef, type ReactNode } from "react";

interface Props {
  className: string;
  children: ReactNode;
}

/** What had the focus: which action, and which of all that can have it. */
interface Place {
  action: string | undefined;
  at: number;
  count: number;
}

export class KeepsFocus extends Component<Props> {
  root = createRef<HTMLDivElement>();

  override getSnapshotBeforeUpdate(): Place | null {
    const root = this.root.current;
    const focused = document.activeElement as HTMLElement | null;
    if (!root || !focused || focused === root || !root.contains(focused)) return null;
    const all = controls(root);
    return { action: focused.dataset.action, at: all.indexOf(focused), count: all.length };
  }

  override componentDidUpdate(_props: Props, _state: unknown, place: Place | null) {
    const root = this.root.current;
    if (!place || !root || root.contains(document.activeElement)) return;
    const all = controls(root);
    const kind = place.action?.split(":")[0];
    const same =
      all.find((one) => place.action && one.dataset.action === place.action) ??
      // The other side of a switch is another choice of the same kind: "language:fr", "language:en".
      all.find((one) => kind && one.dataset.action?.startsWith(`${kind}:`));
    const row = root.closest<HTMLElement>("[role=listitem]");
    // A message is read from its beginning; of a view with as many controls, the one in the same
    // place is most likely the other side of the same switch.
    const next = all.length === place.count ? all[place.at] : all[0];
    (same ?? row ?? next)?.focus({ preventScroll: true });
  }

  override render() {
    return (
      <div className={this.props.className} ref={this.root}>
        {this.props.children}
      </div>
    );
  }
}

function controls(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea")];
}
