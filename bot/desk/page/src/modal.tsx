/** The modal that a person has before them. */

import { useEffect, useRef, useState, type FormEvent } from "react";
import { Avatar } from "./avatar";
import { useDesk } from "./context";
import { act } from "./desk";
import { CloseButton, Dialog } from "./dialog";
import { BackIcon, WarnIcon } from "./icons";
import { Blocks } from "./kit/blocks";
import { SurfaceProvider } from "./kit/surface";
import { placeOf, sentence, useSurfaceOf } from "./surfaces";
import type { ViewShown } from "./types";

interface Props {
  view: ViewShown;
  depth: number;
}

export function Modal({ view, depth }: Props) {
  const { workspace, me, say } = useDesk();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isSending, setSending] = useState(false);
  const { surface, values, trouble, setTrouble } = useSurfaceOf("modal", placeOf(view), errors);
  const body = useRef<HTMLFormElement>(null);
  const app = workspace.people.find((one) => one.id === workspace.bot)!;
  const title = view.title?.text ?? "";

  useEffect(() => {
    const first = body.current?.querySelector<HTMLElement>("input, textarea");
    first?.focus();
    body.current?.scrollTo({ top: 0 });
  }, [view.id]);
  useEffect(() => {
    body.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  const close = (all: boolean) => void act("close", { person: me.id, all });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!view.submit || isSending) return;
    setSending(true);
    setTrouble(null);
    const outcome = await act("submit", { person: me.id, view: view.id, values });
    setSending(false);
    setErrors(outcome.errors ?? {});
    setTrouble(sentence(outcome, say));
  };

  return (
    <Dialog label={title} className="modal" onClose={() => close(depth > 1 ? false : true)}>
      <div className="dialog-head">
        {depth > 1 ? (
          <button
            type="button"
            className="icon-button"
            aria-label={say("back")}
            onClick={() => close(false)}
          >
            <BackIcon />
          </button>
        ) : (
          <Avatar person={app} size={28} />
        )}
        <h2>{title}</h2>
        <CloseButton onClose={() => close(true)} />
      </div>
      <form ref={body} className="dialog-body" onSubmit={submit} id="modal-form" noValidate>
        {trouble && (
          <div className="trouble" role="alert">
            <WarnIcon /> {trouble}
          </div>
        )}
        <SurfaceProvider value={surface}>
          <Blocks key={view.id} blocks={view.blocks} />
        </SurfaceProvider>
      </form>
      <div className="dialog-foot">
        <button type="button" className="kit-button" onClick={() => close(depth <= 1)}>
          {view.close?.text ?? say(view.submit ? "cancel" : "close")}
        </button>
        {view.submit && (
          <button
            type="submit"
            form="modal-form"
            className="kit-button is-primary"
            aria-busy={isSending}
          >
            {view.submit.text}
            {isSending && <span className="spinner" aria-hidden="true" />}
          </button>
        )}
      </div>
    </Dialog>
  );
}
