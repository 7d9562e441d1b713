// The guest side of the plugin ABI: one source for two lanes.
//
//   direct lane   The host calls `vial_input`, writes the input straight into this module's memory, calls the export and
//                 reads the result where `vial_output` says it is.
//   kernel lane   Any other Extism host never calls `vial_input`; input and output then pass through Extism's host functions.
//
// A plugin re-exports `vial_input` and `vial_output` and is otherwise the same on both:
//
//   export function process(): i32 {
//     const from = pdk.input();                     // address of the input, `pdk.inputLength` bytes
//     const to = pdk.room(pdk.inputLength);         // address of that much room for output
//     memory.copy(to, from, pdk.inputLength);
//     return pdk.succeed(pdk.inputLength);          // or pdk.fail(length), the room then holding the error text
//   }

import * as env from "./env";

/** The largest input and the largest output, in bytes. */
export const MAX_LENGTH: i32 = 16 << 20;

/** Zeros behind the input: a scanner may load 16 bytes at a time and needs no bounds check where NUL stops it. */
const PADDING: i32 = 16;
const SMALLEST_BLOCK: i32 = 4096;

/** Length in bytes of this call's input. */
export let inputLength: i32 = 0;

let inputBlock: usize = 0;
let inputCapacity: i32 = 0;
let outputBlock: usize = 0;
let outputCapacity: i32 = 0;
let outputLength: i32 = 0;
let direct: bool = false;

/** Direct lane: reserves `length` bytes for the input of the next call. Returns their address, 0 past 16 MiB. */
export function vial_input(length: i32): i32 {
  if (<u32>length > <u32>MAX_LENGTH) return 0;
  direct = true;
  return <i32>reserveInput(length);
}

/** Direct lane: `address << 32 | length` of the output, or of the error text when the export returned non-zero. */
export function vial_output(): i64 {
  return (<i64>outputBlock << 32) | outputLength;
}

/** Address of this call's input: `inputLength` bytes, then 16 zeros. Call it once, first. Traps past 16 MiB. */
export function input(): usize {
  if (!direct) fetchInput();
  memory.fill(inputBlock + inputLength, 0, PADDING);
  return inputBlock;
}

/**
 * Makes room for `capacity` bytes of output and keeps what is written there. Returns the room's address, which moves as
 * it grows; 0 past 16 MiB.
 */
export function room(capacity: i32): usize {
  if (capacity > MAX_LENGTH) return 0;
  if (capacity > outputCapacity) {
    outputCapacity = min(max(max(capacity, 2 * outputCapacity), SMALLEST_BLOCK), MAX_LENGTH);
    outputBlock = outputBlock ? heap.realloc(outputBlock, outputCapacity) : heap.alloc(outputCapacity);
  }
  return outputBlock;
}

/** Ends the call: the first `length` bytes of the room are its output. Returns what the export returns. */
export function succeed(length: i32): i32 {
  outputLength = length;
  if (!direct) env.outputSet(storeOutput(), length);
  direct = false;
  return 0;
}

/** Ends the call: the first `length` bytes of the room are its error text, in UTF-8. Returns what the export returns. */
export function fail(length: i32): i32 {
  outputLength = length;
  if (!direct) env.errorSet(storeOutput());
  direct = false;
  return 1;
}

/** Stands in for AssemblyScript's imported `env.abort` (asc's `--use abort=assembly/pdk/abort`). */
export function abort(_message: usize, _file: usize, _line: u32, _column: u32): void {
  unreachable();
}

function reserveInput(length: i32): usize {
  const needed = length + PADDING;
  if (needed > inputCapacity) {
    // Between calls neither block is in use. Freed last first, the memory comes back even from the stub runtime.
    if (outputBlock) heap.free(outputBlock);
    outputBlock = outputCapacity = 0;
    if (inputBlock) heap.free(inputBlock);
    inputCapacity = max(needed, SMALLEST_BLOCK);
    inputBlock = heap.alloc(inputCapacity);
  }
  inputLength = length;
  return inputBlock;
}

function fetchInput(): void {
  const length = env.inputLength();
  if (length > MAX_LENGTH) unreachable();
  const block = reserveInput(<i32>length);
  const words = length & ~7;
  for (let i: i64 = 0; i < words; i += 8) store<i64>(block + <usize>i, env.inputLoadU64(i));
  for (let i = words; i < length; i++) store<u8>(block + <usize>i, env.inputLoadU8(i));
}

function storeOutput(): i64 {
  const offset = env.alloc(outputLength);
  if (!offset && outputLength) unreachable(); // the host has no room
  const words = outputLength & ~7;
  for (let i = 0; i < words; i += 8) env.storeU64(offset + i, load<i64>(outputBlock + i));
  for (let i = words; i < outputLength; i++) env.storeU8(offset + i, load<u8>(outputBlock + i));
  return offset;
}
