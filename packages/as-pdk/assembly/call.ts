// A call, from the host's first word to its last.

import { freeCalls } from "./arena";
import { errorSet, outputSet } from "./env";
import { clearFailure, failure, hasFailed } from "./failure";
import * as input from "./input";
import { enterDirectLane, isDirect, leaveDirectLane, MAX_LENGTH, storeBlock } from "./lane";
import * as output from "./output";
import { encodeLossy } from "./text/encode";

/**
 * Makes an export of a plugin out of a function: `export function process(): i32 { return run(assess); }`. The call fails
 * when the function called `fail`, and gives what it passed to `output` otherwise.
 */
export function run(handler: () => void): i32 {
  begin();
  handler();
  return finish();
}

/** Direct lane: reserves `length` bytes for the input of the next call. Returns their address; 0 past 16 MiB. */
export function vial_input(length: i32): i32 {
  if (<u32>length > <u32>MAX_LENGTH) return 0;
  enterDirectLane();
  forget();
  return <i32>input.reserve(length);
}

/** Direct lane: `address << 32 | length` of the output, or of the error text when the export returned non-zero. */
export function vial_output(): i64 {
  return (<i64>output.start << 32) | output.size;
}

/** Says which version of the ABI the plugin speaks: hosts look at the name. */
export function vial_abi_version_1(): void {}

/** What an export starts with. On the direct lane the call has begun before it. */
export function begin(): void {
  if (!isDirect) forget();
}

/** What an export ends with, and returns: 0, or 1 where `fail` was called. */
export function finish(): i32 {
  const text = failure;
  if (text != null) encodeError(text);
  if (!isDirect) handOver();
  leaveDirectLane();
  return <i32>hasFailed;
}

/** Kernel lane: passes the output, or the error text, to the host. */
function handOver(): void {
  // There is no output to begin with, and some hosts make a byte of one that is set and empty.
  if (!output.size && !hasFailed) return;
  const block = storeBlock(output.start, output.size);
  if (hasFailed) errorSet(block);
  else outputSet(block, output.size);
}

/** The error text takes the output's place. */
function encodeError(text: string): void {
  const to = output.reserve(String.UTF8.byteLength(text));
  if (to) output.raw(to, encodeLossy(to, text));
}

/** Forgets the call before. */
function forget(): void {
  clearFailure();
  input.clear();
  output.clear();
  freeCalls();
}
