/** The surfaces that blocks stand on: a message, or a view (a modal or the Home tab). */

import { useMemo, useState } from "react";
import { act, type Outcome } from "./desk";
import { useDesk } from "./context";
import type { Surface } from "./kit/surface";
import { sayError, type Say } from "./words";
import type { Message, Option, Value, Values, ViewShown } from "./types";

type Place = { channel: string; ts: string } | { view: string };

/** Return the surface of a message or view, and what Slack shows when it went wrong. */
export function useSurfaceOf(kind: Surface["kind"], place: Place, errors = {}) {
  const { me, say } = useDesk();
  const [values, setValues] = useState<Values>({});
  const [trouble, setTrouble] = useState<string | null>(null);

  const surface = useMemo<Surface>(
    () => ({
      kind,
      values,
      errors,
      setValue: (key, value) => setValues((known) => ({ ...known, [key]: value })),
      press: async (actionId, value) => {
        setTrouble(null);
        const given = { person: me.id, ...place, action_id: actionId, value, values };
        setTrouble(sentence(await act("press", given), say));
      },
      offer: async (actionId, query) => {
        const given = { person: me.id, ...place, action_id: actionId, query };
        return ((await act("options", given)).options ?? []) as Option[];
      },
    }),
    [kind, values, errors, me.id, say, JSON.stringify(place)],
  );
  return { surface, values: values as Record<string, Value>, trouble, setTrouble };
}

/** Return what a person should read of an outcome, if anything. */
export function sentence(outcome: Outcome, say: Say): string | null {
  return outcome.shown ?? (outcome.error ? sayError(say, outcome.error) : null);
}

export function placeOf(one: Message | ViewShown): Place {
  return "ts" in one ? { channel: one.channel, ts: one.ts } : { view: one.id };
}
