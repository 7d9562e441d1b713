// What an instance keeps from call to call.

import { input, log, output, run } from "../../assembly";

export { vial_abi_version_1, vial_input, vial_output } from "../../assembly";

const SIZE: i32 = 64;
/** Made before the first call, and so kept under every runtime. */
const madeAtStart: string[] = ["made", "at", "start"];
/** Made by calls: not to be done under the stub runtime. */
const kept: string[] = [];

/** Keeps the input, and answers with all that is kept. */
export function keep(): i32 {
  return run(() => {
    kept.push(input.text()!);
    if (kept.length > SIZE) kept.shift();
    output.text(kept.join(" "));
  });
}

/** Makes a lot of garbage, and answers with what was made at the start. */
export function churn(): i32 {
  return run(() => {
    let text = input.text()!;
    for (let i = 0; i < 100; i++) text = text + "x";
    output.text(madeAtStart.join(" ") + " " + text.length.toString());
  });
}

export function logAtDebug(): i32 {
  return run(() => log.debug(input.text()!));
}

export function indexOutOfBounds(): i32 {
  return run(() => {
    output.text(madeAtStart[input.length() + 3]);
  });
}
