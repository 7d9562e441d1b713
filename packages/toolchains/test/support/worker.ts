/** Installs the folder that is its first argument, for tests with several processes: it takes half a second. */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installFolder } from "../../src/install/folder.ts";

const [folder = "", log = ""] = process.argv.slice(2);
await installFolder(folder, async (unfinished) => {
  writeFileSync(join(unfinished, "first"), "");
  appendFileSync(log, "building\n");
  await sleep(500);
  writeFileSync(join(unfinished, "last"), "");
});
