// The contract plugin: what plugins of every language have to do in the same way.

import { json } from "@vial/as-pdk/assembly";
import { exchange } from "./http";
import { summaryOf } from "./summarise";

export { vial_abi_version_1, vial_input, vial_output } from "@vial/as-pdk/assembly";
export { echo, empty, host, text } from "./bytes";
export {
  getConfig as config,
  getVariable as var_get,
  removeVariable as var_remove,
  setVariable as var_set,
} from "./environment";
export { logAtAllLevels as log } from "./environment";
export { count, failWithInput as fail, panic, recurse } from "./state";

export function http(): i32 {
  return json.run(exchange);
}

export function summarise(): i32 {
  return json.run(summaryOf);
}
