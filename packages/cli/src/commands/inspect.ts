import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { admit, type AdmissionVerdict, type Policy } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";
import { exitCodes, Failure } from "../failure.ts";
import { describePlugin } from "../inspection/describe-plugin.ts";
import { requestedPolicy } from "../project/requested-policy.ts";
import { parseJson } from "../project/parse-json.ts";
import { reportingFailures } from "../release/release-failure.ts";
import { readProject } from "../project/project.ts";

export interface InspectOptions {
  /** A file with the policy of a host. */
  readonly policy?: string;
  readonly json?: boolean;
}

/** A plugin as it is given to a reviewer. */
export interface Inspected {
  /** Where its module is. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly manifest: PluginManifest | undefined;
  readonly verdict: AdmissionVerdict;
  /** Whether the verdict is about a host's policy; else it is about everything granted that the plugin asks for. */
  readonly hasPolicy: boolean;
}

/** `vial inspect`. Ends with 1 when the plugin would not be admitted. */
export async function inspect(plugin: string | undefined, options: InspectOptions): Promise<void> {
  const { path, manifest } = await find(resolve(plugin ?? "."));
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Failure(`${path} is not there`, { hint: "vial build makes it.", cause });
  });
  const requested = manifest && requestedPolicy(manifest);
  const policy = options.policy === undefined ? requested : await readPolicy(options.policy);
  const verdict = await reportingFailures(async () =>
    admit(bytes, manifest, policy === undefined ? undefined : { policy }),
  );
  if (options.json) console.log(JSON.stringify({ path, manifest: manifest ?? null, verdict }, undefined, 2));
  else
    console.log(describePlugin({ path, bytes, manifest, verdict, hasPolicy: options.policy !== undefined }));
  if (!verdict.admitted) process.exitCode = exitCodes.failed;
}

async function find(place: string): Promise<{ path: string; manifest: PluginManifest | undefined }> {
  const stats = await stat(place).catch(() => undefined);
  if (stats === undefined)
    throw new Failure(`there is no ${place}`, { hint: "Give a plugin's folder or module." });
  if (stats.isFile() && basename(place) !== "vial.json") return { path: place, manifest: undefined };
  const { module, manifest } = await readProject(stats.isFile() ? join(place, "..") : place);
  return { path: module, manifest };
}

async function readPolicy(path: string): Promise<Policy> {
  return parseJson(await readFile(path, "utf8"), path) as Policy;
}
