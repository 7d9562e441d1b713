import { input, run as runCall } from "@vial/as-pdk/assembly";
import { run } from "./workload";

export { vial_abi_version_1, vial_input, vial_output } from "@vial/as-pdk/assembly";

export function process(): i32 {
  return runCall(() => run(input.address(), input.length()));
}
