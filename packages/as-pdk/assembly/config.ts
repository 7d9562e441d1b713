// The plugin's configuration, which the host sets.

import * as block from "./block";
import { configGet } from "./env";

/** The value of a key; null when there is none. */
export function get(key: string): string | null {
  const value = configGet(block.ofText(key));
  return value ? block.takeText(value) : null;
}
