// Numbers in bulk: one export for each direction.

import { input, output, run } from "../../assembly";
import { number, readNumber } from "../../assembly/number/parse";
import { exponent, lower, power, upper } from "../../assembly/number/powers";
import { LONGEST_NUMBER, print } from "../../assembly/number/print";

export { vial_abi_version_1, vial_input, vial_output } from "../../assembly";

/** From doubles, eight bytes each, to their texts, a line each. */
export function printAll(): i32 {
  return run(() => {
    const from = input.address();
    const start = output.reserve((input.length() >> 3) * (LONGEST_NUMBER + 1));
    let to = start;
    for (let i = 0; i < input.length(); i += 8) {
      to = print(to, load<f64>(from + i));
      store<u8>(to++, 0x0a);
    }
    output.raw(start, <i32>(to - start));
  });
}

/** From texts, a line each, to doubles, eight bytes each. The double of what is no number is NaN. */
export function parseAll(): i32 {
  return run(() => {
    let at = input.address();
    const end = at + input.length();
    let to = output.reserve(8 * countLines(at, end));
    const start = to;
    while (at < end) {
      const after = readNumber(at);
      let lineEnd = at;
      while (load<u8>(lineEnd) != 0x0a) lineEnd++;
      store<f64>(to, after == lineEnd ? number : NaN);
      to += 8;
      at = lineEnd + 1;
    }
    output.raw(start, <i32>(to - start));
  });
}

/** From powers of ten, four bytes each, to the exponent and the two words of g, eight bytes each. */
export function powers(): i32 {
  return run(() => {
    const from = input.address();
    let to = output.reserve(6 * input.length());
    const start = to;
    for (let i = 0; i < input.length(); i += 4) {
      const p = load<i32>(from + i);
      power(p);
      store<i64>(to, exponent(p));
      store<u64>(to, upper, 8);
      store<u64>(to, lower, 16);
      to += 24;
    }
    output.raw(start, <i32>(to - start));
  });
}

function countLines(at: usize, end: usize): i32 {
  let lines = 0;
  for (; at < end; at++) lines += <i32>(load<u8>(at) == 0x0a);
  return lines;
}
