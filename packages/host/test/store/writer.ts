/**
 * Puts releases into a store for as long as it lives, and prints each version once it is in: `writer.ts <store> <major> [module bytes]`.
 * What it cannot write it prints as the error's code, and ends.
 */
import { randomFillSync } from "node:crypto";
import { writeSync } from "node:fs";
import { PluginError } from "@vial/host";
import { Store } from "@vial/host/releases";
import { echoRelease } from "../support/releases.ts";

const [path = "", major = "1", size = "40000"] = process.argv.slice(2);
try {
  const store = await Store.open(path);
  for (let minor = 0; ; minor++) {
    const { name, version, manifest, blobs } = echoRelease(`${major}.${minor}.0`, {
      module: randomFillSync(new Uint8Array(Number(size))),
    });
    await store.add({ manifest, blobs, entry: { repository: name, name, version } });
    // At once, so that nothing that was said is lost with the process.
    writeSync(1, `${version}\n`);
  }
} catch (error) {
  writeSync(1, `${error instanceof PluginError ? error.code : String(error)}\n`);
}
