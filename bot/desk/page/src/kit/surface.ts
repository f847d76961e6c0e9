/** Where blocks stand, and what happens when a person acts on them. */

import { createContext, useContext } from "react";
import type { Option, OptionGroup, Value, Values } from "../types";

export interface Surface {
  kind: "message" | "modal" | "home";
  /** What the person has entered so far; what they have not touched is absent. */
  values: Values;
  setValue: (key: string, value: Value) => void;
  /** What is wrong with an input, by block id. */
  errors: Record<string, string>;
  /** Tell the app; resolves when it has answered. */
  press: (actionId: string, value?: Value) => Promise<void>;
  /** Ask the app what a menu offers. */
  offer: (actionId: string, query: string) => Promise<(Option | OptionGroup)[]>;
}

const Context = createContext<Surface | null>(null);

export const SurfaceProvider = Context.Provider;

export function useSurface(): Surface {
  const surface = useContext(Context);
  if (!surface) throw new Error("useSurface outside of SurfaceProvider");
  return surface;
}
