import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { type Isolation, type LogLevel, PluginError, PluginManager } from "@vial/host";
import { currentModule } from "../build/build-project.ts";
import { exitCodes, Failure } from "../failure.ts";
import { describeStack } from "../guest/describe-stack.ts";
import { readProject } from "../project/project.ts";
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
interface Target {
  readonly name: string;
  readonly source: string;
  /** The module's own file, for the places in its source. */
  readonly module: string;
  readonly limits: object;
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
      config: options.config,
      allowedHosts: options.allowHttp.map((origin) => new URL(origin).hostname),
      limits: target.limits,
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

async function targetOf(path: string | undefined, options: RunOptions): Promise<Target> {
  const place = resolve(path ?? ".");
  const stats = await stat(place).catch(() => undefined);
  if (stats === undefined)
    throw new Failure(`there is no ${place}`, { hint: "Give a plugin's folder or module." });
  if (stats.isFile() && basename(place) !== "vial.json") {
    return { name: basename(place, ".wasm"), source: place, module: place, limits: {} };
  }
  const project = await readProject(stats.isFile() ? join(place, "..") : place);
  const module = await currentModule(project, options);
  if (!options.debug)
    return { name: project.manifest.name, source: project.manifestPath, module, limits: {} };
  const limits = { ...project.manifest.limits, moduleBytes: 2 ** 30, startMs: 60_000 };
  return { name: project.manifest.name, source: module, module, limits };
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
    const lines = await describeStack(error.guestStack, await readFile(target.module));
    console.error(lines.map((line) => `  ${line}`).join("\n"));
  }
  if (error.code === "TRAP" && !options.debug && !target.source.endsWith(".wasm"))
    console.error("  --debug shows the functions, files and lines.");
  if (error.code === "HTTP_REFUSED") console.error("  --allow-http <origin> lets it through.");
}
