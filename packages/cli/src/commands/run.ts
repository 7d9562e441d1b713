import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { type Isolation, type LogLevel, PluginError, PluginManager, type Policy } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";
import { currentModule } from "../compilation/build-project.ts";
import { exitCodes, Failure } from "../failure.ts";
import { describeStack, type LoadedModule } from "../guest/guest-stack.ts";
import { configFor, httpGrants } from "../project/grants.ts";
import { readProject } from "../project/project.ts";
import { requestedPolicy } from "../project/requested-policy.ts";
import { formatBytes, formatMs } from "../terminal/size.ts";
import { onError } from "../terminal/style.ts";

export interface RunOptions {
  readonly input?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly allowHttp: readonly string[];
  readonly isolation: Isolation;
  readonly export: string;
  readonly deadline?: number;
  readonly logLevel: LogLevel;
  readonly debug?: boolean;
  readonly build: boolean;
}

/** What is run: a project, or a module alone. */
interface Target extends Omit<LoadedModule, "bytes"> {
  readonly source: string;
  readonly manifest?: PluginManifest;
}

/** `vial run`. The output goes to the standard output byte for byte, everything else to the standard error. */
export async function run(path: string | undefined, options: RunOptions): Promise<void> {
  const target = await targetOf(path, options);
  const input = await readInput(options.input);
  await using plugins = new PluginManager();
  try {
    await plugins.load(target.name, {
      source: target.source,
      isolation: options.isolation,
      ...configFor(target.manifest, options.config),
      policy: policyOf(target.manifest, options),
      limits: target.limits,
      // The names in a stack are for who wrote the plugin, and this is their own machine.
      debug: true,
      logLevel: options.logLevel,
      onLog: ({ level, message }) => console.error(`${onError("dim", level.padEnd(5))} ${message}`),
    });
    const result = await plugins.execute(target.name, input, {
      export: options.export,
      ...(options.deadline !== undefined && { deadline: options.deadline }),
    });
    await write(result.bytes());
    const { ranMs } = result.timings;
    const [info] = plugins.list();
    console.error(
      onError(
        "dim",
        `${formatBytes(input.length)} in, ${formatBytes(result.bytes().length)} out, ${formatMs(ranMs)}, ${formatBytes(info?.memoryBytes ?? 0)} of memory`,
      ),
    );
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    await explain(error, target, options);
    process.exitCode = exitCodes.failed;
  }
}

async function targetOf(given: string | undefined, options: RunOptions): Promise<Target> {
  const place = resolve(given ?? ".");
  const stats = await stat(place).catch(() => undefined);
  if (stats === undefined)
    throw new Failure(`there is no ${place}`, { hint: "Give a plugin's folder or module." });
  if (stats.isFile() && basename(place) !== "vial.json") {
    return { name: basename(place, ".wasm"), source: place, path: place, limits: { moduleBytes: 2 ** 30 } };
  }
  const project = await readProject(stats.isFile() ? join(place, "..") : place);
  const { manifest, folder } = project;
  const { path, manifestPath } = await currentModule(project, options);
  const limits = { ...manifest.limits, startMs: 60_000, ...(options.debug && { moduleBytes: 2 ** 30 }) };
  return { name: manifest.name, source: manifestPath, path, folder, manifest, limits };
}

/** What the plugin asks for, but requests to servers only where the command line lets it. */
function policyOf(manifest: PluginManifest | undefined, { config, allowHttp }: RunOptions): Policy {
  if (manifest === undefined) return { config: Object.keys(config), http: httpGrants(allowHttp), vars: true };
  const origins = new Set(allowHttp.map((each) => new URL(each).origin));
  const requested = requestedPolicy(manifest, config);
  return { ...requested, http: (requested.http ?? []).filter(({ origin }) => origins.has(origin)) };
}

async function readInput(input: string | undefined): Promise<Uint8Array> {
  if (input === undefined) return new Uint8Array();
  if (input === "-") return new Uint8Array(await buffer(process.stdin));
  return await readFile(input);
}

/** Waits until it is written, as a pipe takes it in its own time. */
async function write(bytes: Uint8Array): Promise<void> {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  process.stdout.write(bytes, (error) => (error ? reject(error) : done()));
  await promise;
}

async function explain(error: PluginError, target: Target, options: RunOptions): Promise<void> {
  const place = error.pointer === undefined ? "" : ` (at ${error.pointer || "the whole message"})`;
  console.error(`${onError("red", `${error.code}:`)} ${error.message}${place}`);
  if (error.guestMessage !== undefined) console.error(`  the plugin said: ${error.guestMessage}`);
  if (error.guestStack !== undefined) {
    const bytes = new Uint8Array(await readFile(target.path));
    const lines = await describeStack(error.guestStack, { ...target, bytes });
    for (const line of lines) console.error(`  ${line}`);
  }
  if (error.code === "TRAP" && !options.debug && target.folder !== undefined)
    console.error("  --debug shows the functions, files and lines.");
  if (error.code === "HTTP_REFUSED" || /requests HTTP/.test(error.message))
    console.error("  --allow-http <origin> lets requests through.");
}
