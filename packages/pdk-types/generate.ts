/** Writes everything that is made from the contract; with --check, lists what is not current and exits 1. */
import { staleFiles, writeFiles } from "@vial/codegen";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { contractFiles, root } from "./generation/contract-files.ts";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const files = await contractFiles();
if (values.check) {
  const stale = staleFiles(root, files);
  for (const path of stale) console.error(`not current: ${relative(root, path)}; run npm run generate`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const path of writeFiles(root, files)) console.log(relative(root, path));
}
