// Which lane the call came by, and how bytes pass between this module's memory and the host's on the kernel lane.

import * as env from "./env";

/** The largest input and the largest output, in bytes. */
export const MAX_LENGTH: i32 = 16 << 20;

/** Whether the host speaks the direct lane in this call. */
export let isDirect: bool = false;

export function enterDirectLane(): void {
  isDirect = true;
}

export function leaveDirectLane(): void {
  isDirect = false;
}

/** A block in the host's memory with these bytes. Traps when the host has no room. */
export function storeBlock(from: usize, length: i32): i64 {
  const block = env.alloc(length);
  if (!block && length) unreachable();
  const words = length & ~7;
  for (let i = 0; i < words; i += 8) env.storeU64(block + i, load<i64>(from + i));
  for (let i = words; i < length; i++) env.storeU8(block + i, load<u8>(from + i));
  return block;
}

/** Copies a block of the host's memory here. */
export function loadBlock(block: i64, to: usize, length: i32): void {
  const words = length & ~7;
  for (let i = 0; i < words; i += 8) store<i64>(to + i, env.loadU64(block + i));
  for (let i = words; i < length; i++) store<u8>(to + i, env.loadU8(block + i));
}

/** Copies the call's input here. */
export function loadInput(to: usize, length: i32): void {
  const words = length & ~7;
  for (let i = 0; i < words; i += 8) store<i64>(to + i, env.inputLoadU64(i));
  for (let i = words; i < length; i++) store<u8>(to + i, env.inputLoadU8(i));
}
