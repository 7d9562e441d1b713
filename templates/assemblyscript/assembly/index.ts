// What the host can call. Each export is listed in vial.json.

import { json } from "@vial/as-pdk/assembly";
import { assess } from "./assess";

export { vial_abi_version_1, vial_input, vial_output } from "@vial/as-pdk/assembly";

/** A measurement in, its assessment out. */
export function process(): i32 {
  return json.run(assess);
}
