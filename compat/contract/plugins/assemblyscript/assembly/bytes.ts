import { block, input, output, run } from "@vial/as-pdk/assembly";
import { codePoints } from "./code-points";

@external("extism:host/user", "reverse")
declare function reverse(block: i64): i64;

export function echo(): i32 {
  return run(() => output.bytes(input.bytes()));
}

export function empty(): i32 {
  return run(() => {});
}

export function host(): i32 {
  return run(() => output.bytes(block.takeBytes(reverse(block.ofBytes(input.bytes())))));
}

/** The number of code points of a text. */
export function text(): i32 {
  return run(() => {
    const text = input.text();
    if (text != null) output.text(codePoints(text).toString());
  });
}
