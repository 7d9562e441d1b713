import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { collectGarbage, Store, verifyStore } from "@vial/host/releases";
import { exitCodes, Failure } from "../failure.ts";
import { reportingFailures } from "../release/release-failure.ts";
import { formatBytes } from "../terminal/size.ts";
import { onError } from "../terminal/style.ts";
import { formatColumns } from "../terminal/table.ts";

export interface StoreOptions {
  readonly json?: boolean;
}

/** `vial store list`. */
export async function listStore(path: string, { json }: StoreOptions): Promise<void> {
  const releases = await reportingFailures(async () => await (await open(path)).list());
  if (json) return console.log(JSON.stringify(releases, undefined, 2));
  if (releases.length === 0) return console.error("The store is empty.");
  console.log(
    formatColumns(releases.map(({ repository, version, digest }) => [repository, version, digest])),
  );
}

/** `vial store verify`. Ends with 1 when something is wrong. */
export async function verify(path: string, { json }: StoreOptions): Promise<void> {
  const check = await reportingFailures(async () => await verifyStore(await open(path)));
  if (json) console.log(JSON.stringify(check, undefined, 2));
  else {
    for (const { digest, fault, neededBy = "nothing" } of check.faults)
      console.log(`${digest} ${fault} (needed by ${neededBy})`);
    const verdict = check.faults.length === 0 ? onError("green", "✔ whole") : onError("red", "✘ damaged");
    console.error(`${verdict}: ${check.blobs} blobs, ${check.faults.length} faults`);
  }
  if (check.faults.length > 0) process.exitCode = exitCodes.failed;
}

/** `vial store gc`. */
export async function collect(path: string, { json }: StoreOptions): Promise<void> {
  const collected = await reportingFailures(async () => await collectGarbage(await open(path)));
  if (json) console.log(JSON.stringify(collected, undefined, 2));
  else console.error(`${collected.files} files removed, ${formatBytes(collected.bytes)}`);
}

/** A store that is there: looking after one makes none. */
async function open(path: string): Promise<Store> {
  await access(join(path, "oci-layout")).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT" && cause.code !== "ENOTDIR") throw cause;
    throw new Failure(`there is no store in ${resolve(path)}`, { hint: "Give its folder.", cause });
  });
  return await Store.open(path);
}
