// The guest side of Vial's plugin ABI. A plugin's entry file re-exports the ABI and has an export for each function:
//
//   import { json } from "@vial/as-pdk/assembly";
//   export { vial_abi_version_1, vial_input, vial_output } from "@vial/as-pdk/assembly";
//
//   export function process(): i32 {
//     return json.run(assess);
//   }

import * as block from "./block";
import * as config from "./config";
import * as http from "./http";
import * as input from "./input";
import * as json from "./json/message";
import * as log from "./log";
import * as output from "./output";
import * as print from "./json/print";
import * as scan from "./json/scan";
import * as vars from "./vars";

export { block, config, http, input, json, log, output, print, scan, vars };
export { ByteSet } from "./byte-set";
// For asc's --use abort=.
export { abort } from "./abort";
export { run, vial_abi_version_1, vial_input, vial_output } from "./call";
export { fail } from "./failure";
export { Box } from "./json/box";
export { JsonReader } from "./json/reader";
export { JsonWriter } from "./json/writer";
export { isUtf8 } from "./text/decode";
