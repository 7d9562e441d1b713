// The export `echo` of test/assembly/documents.ts, and `text`, on Extism's own PDK.

import { Host } from "@extism/as-pdk";

export function echo(): i32 {
  Host.output(Host.input());
  return 0;
}

export function text(): i32 {
  Host.outputString(Host.inputString());
  return 0;
}
