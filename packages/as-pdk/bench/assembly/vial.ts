// `echo` and `text` on this PDK.

import { input, output, run } from "../../assembly";

export { vial_abi_version_1, vial_input, vial_output } from "../../assembly";

export function echo(): i32 {
  return run(() => output.bytes(input.bytes()));
}

export function text(): i32 {
  return run(() => {
    const text = input.text();
    if (text != null) output.text(text);
  });
}
