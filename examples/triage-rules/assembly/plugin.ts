// NEWS2 for a batch of observation sets: {"observations":[…]} in, {"source":…,"scores":[…]} out.

import { scoreBatch, written } from "./batch";
import { writeFault } from "./fault-writer";
import * as pdk from "./pdk";

export { vial_input, vial_output } from "./pdk";

export function process(): i32 {
  const document = pdk.input();
  const scored = scoreBatch(document, document + pdk.inputLength);
  return scored ? pdk.succeed(written) : pdk.fail(writeFault(document));
}
