// Blocks of the host's memory, which host functions take and give. A block that is passed to the host is the host's, one
// that comes back is the plugin's, until it is taken:
//
//   @external("extism:host/user", "reverse")
//   declare function reverse(block: i64): i64;
//
//   const reversed = block.takeBytes(reverse(block.ofBytes(input.bytes())));

import { padded, PADDING } from "./buffer";
import * as env from "./env";
import { loadBlock, MAX_LENGTH, storeBlock } from "./lane";
import { decode } from "./text/decode";
import { encodeLossy } from "./text/encode";

/** A new block with these bytes. */
export function ofBytes(bytes: Uint8Array): i64 {
  return storeBlock(bytes.dataStart, bytes.length);
}

/** A new block with this text in UTF-8. Half of a surrogate pair becomes U+FFFD. */
export function ofText(text: string): i64 {
  const length = String.UTF8.byteLength(text);
  const buffer = padded(length);
  return storeBlock(changetype<usize>(buffer), encodeLossy(changetype<usize>(buffer), text));
}

/** The bytes of a block, which is then gone. Traps past 64 MiB. */
export function takeBytes(block: i64): Uint8Array {
  const length = block ? env.length(block) : 0;
  if (length > 4 * MAX_LENGTH) unreachable();
  const buffer = padded(<i32>length);
  loadBlock(block, changetype<usize>(buffer), <i32>length);
  if (block) env.free(block);
  return Uint8Array.wrap(buffer, 0, <i32>length);
}

/** The text of a block, which is then gone; null when it is not UTF-8. */
export function takeText(block: i64): string | null {
  const bytes = takeBytes(block);
  return decode(bytes.dataStart, bytes.length);
}
