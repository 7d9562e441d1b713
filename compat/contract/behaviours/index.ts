import type { Behaviour } from "./behaviour.ts";
import { environment } from "./environment.ts";
import { failures } from "./failures.ts";
import { http } from "./http.ts";
import { inputOutput } from "./input-output.ts";
import { messages } from "./messages.ts";
import { module } from "./module.ts";
import { state } from "./state.ts";

export type { Behaviour } from "./behaviour.ts";

/** What a plugin of any language does on any engine and isolation level. */
export const behaviours: readonly Behaviour[] = [
  ...module,
  ...inputOutput,
  ...failures,
  ...environment,
  ...http,
  ...messages,
  ...state,
];
