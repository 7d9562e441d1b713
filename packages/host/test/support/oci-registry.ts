import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { registryProgram } from "../../../../scripts/toolchains/oci-registry.ts";
import { referrersRegistryProgram } from "../../../../scripts/toolchains/referrers-registry/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A real OCI registry on 127.0.0.1, empty, that ends with the test. */
export interface OciRegistry extends AsyncDisposable {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Where it keeps everything. */
  readonly folder: string;
}

/**
 * Starts the distribution project's registry.
 *
 * @param auth The `auth` of its configuration, as JSON; anybody may do anything unless given.
 * @param certificate A file with its certificate and key; without TLS unless given.
 */
export async function startRegistry(auth?: object, certificate?: string): Promise<OciRegistry> {
  const scratch = await temporaryFolder();
  const folder = join(scratch.path, "data");
  const config = {
    version: "0.1",
    log: { level: "info", accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: folder }, delete: { enabled: true } },
    http: { addr: "127.0.0.1:0", ...(certificate && { tls: { certificate, key: certificate } }) },
    ...(auth && { auth }),
  };
  // JSON is YAML.
  const configFile = join(scratch.path, "config.yml");
  await writeFile(configFile, JSON.stringify(config));
  return await started(registryProgram(), ["serve", configFile], folder, scratch);
}

/** Starts a registry with the referrers API. It keeps everything in memory. */
export async function startReferrersRegistry(): Promise<OciRegistry> {
  const scratch = await temporaryFolder();
  return await started(referrersRegistryProgram(), [], scratch.path, scratch);
}

async function started(
  program: string,
  args: readonly string[],
  folder: string,
  scratch: AsyncDisposable,
): Promise<OciRegistry> {
  const child = spawn(program, args, {
    env: { OTEL_TRACES_EXPORTER: "none" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  const listening = new Promise<string>((resolve, reject) => {
    lines.on("line", (line) => {
      said.push(line);
      const host = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (host !== undefined) resolve(host);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`The registry ended:\n${said.join("\n")}`)));
  });
  const host = await listening;
  return {
    host,
    folder,
    async [Symbol.asyncDispose]() {
      const ended = once(child, "exit");
      if (child.kill("SIGKILL")) await ended;
      await scratch[Symbol.asyncDispose]();
    },
  };
}
