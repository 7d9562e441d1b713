// NEWS2 for a batch of observation sets: {"observations":[…]} in, {"source":…,"scores":[…]} out.

import { input, output, run } from "@vial/as-pdk/assembly";
import { scoreBatch, scores, written } from "./batch";
import { clearFault } from "./fault";
import { failWithFault } from "./fault-writer";

export { vial_abi_version_1, vial_input, vial_output } from "@vial/as-pdk/assembly";

export function process(): i32 {
  return run(() => {
    clearFault();
    const document = input.address();
    if (scoreBatch(document, document + input.length())) output.raw(scores, written);
    else failWithFault(document);
  });
}
