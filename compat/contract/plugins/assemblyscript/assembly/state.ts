import { fail, input, output, run } from "@vial/as-pdk/assembly";

let calls: i32 = 0;

/** How many times this was called on the instance. */
export function count(): i32 {
  return run(() => output.text((++calls).toString()));
}

export function failWithInput(): i32 {
  return run(() => {
    const text = input.text();
    if (text != null) fail(text);
  });
}

export function panic(): i32 {
  return run(() => {
    throw new Error("panic");
  });
}

/** Recurses as deep as the input says, and answers with that. */
export function recurse(): i32 {
  return run(() => {
    const levels = input.text();
    if (levels != null) output.text(depth(I32.parseInt(levels)).toString());
  });
}

function depth(levels: i32): i32 {
  return levels == 0 ? 0 : depth(levels - 1) + 1;
}
