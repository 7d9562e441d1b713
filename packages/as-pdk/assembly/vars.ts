// Variables: what a plugin keeps from call to call, whatever its instance's state.

import * as block from "./block";
import { varGet, varSet } from "./env";

/** The value of a variable; null when it is not set. */
export function get(name: string): Uint8Array | null {
  const value = varGet(block.ofText(name));
  return value ? block.takeBytes(value) : null;
}

/** The value of a variable as text; null when it is not set, or not UTF-8. */
export function getText(name: string): string | null {
  const value = varGet(block.ofText(name));
  return value ? block.takeText(value) : null;
}

export function set(name: string, value: Uint8Array): void {
  varSet(block.ofText(name), block.ofBytes(value));
}

export function setText(name: string, value: string): void {
  varSet(block.ofText(name), block.ofText(value));
}

export function remove(name: string): void {
  varSet(block.ofText(name), 0);
}
