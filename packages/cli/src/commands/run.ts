import { type Isolation, type LogLevel, PluginError, PluginManager, VialEngine } from "@vial/host";
import type { PluginResult, Policy } from "@vial/host";
import type { PluginManifest } from "@vial/pdk-types";
import type { Recording } from "@vial/pdk-types/recording";
import { exitCodes, usageFailure } from "../failure.ts";
import { configFor, httpGrants } from "../project/grants.ts";
import { requestedPolicy } from "../project/requested-policy.ts";
import { readInput, type RunTarget, runTarget } from "../project/run-target.ts";
import type { CallOutcome, CallRecorder } from "../recording/call-recorder.ts";
import { writeOutput } from "../terminal/output.ts";
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
  readonly inspect?: boolean;
  readonly inspectBrk?: boolean;
  readonly inspectPort: number;
  /** A file that the call is recorded into. */
  readonly record?: string;
}

/**
 * `vial run`. The output goes to the standard output byte for byte, everything else to the standard error. What debugs, records and
 * explains is loaded when it is asked for: most runs are over before that would be.
 */
export async function run(path: string | undefined, options: RunOptions): Promise<void> {
  const inspected = options.inspect === true || options.inspectBrk === true;
  if (inspected && options.isolation !== "inline")
    throw usageFailure("a debugger sees the plugin inline only", "Leave --isolation out.");
  const found = await runTarget(path, options);
  const target = inspected ? await debuggedTarget(found) : found;
  const input = await readInput(options.input);
  const recorder =
    options.record === undefined ? undefined : await createRecorder({ codeInPlace: inspected });
  await using plugins = new PluginManager({
    engine: recorder?.engine ?? new VialEngine({ codeInPlace: inspected }),
  });
  recorder?.start();
  try {
    await load(plugins, target, options);
    if (inspected) await attach(options);
    const outcome = await call(plugins, target, input, options);
    if (recorder && options.record !== undefined) {
      const recording = recorder.finish({ ...recordedCall(target, options), input }, outcome);
      await keep(recording, options.record);
    }
    if (outcome.kind === "error") throw outcome.error;
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    await explain(error, target, options);
    process.exitCode = exitCodes.failed;
  }
}

async function debuggedTarget(target: RunTarget): Promise<RunTarget> {
  const { inspectedTarget } = await import("../debugger/inspected-target.ts");
  return await inspectedTarget(target);
}

async function attach({ inspectPort, inspectBrk }: RunOptions): Promise<void> {
  const { attachDebugger } = await import("../debugger/attach.ts");
  attachDebugger(inspectPort, { stop: inspectBrk === true });
}

async function createRecorder(options: ConstructorParameters<typeof CallRecorder>[0]): Promise<CallRecorder> {
  const { CallRecorder: Recorder } = await import("../recording/call-recorder.ts");
  return new Recorder(options);
}

async function keep(recording: Recording, path: string): Promise<void> {
  const { writeRecording } = await import("../recording/recording-file.ts");
  await writeRecording(path, recording);
  console.error(onError("yellow", `${path} holds all that the plugin was given: patient data`));
  console.error(onError("dim", `Only you can read it. vial replay ${path} runs the call again.`));
}

async function load(plugins: PluginManager, target: RunTarget, options: RunOptions): Promise<void> {
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
}

async function call(
  plugins: PluginManager,
  target: RunTarget,
  input: Uint8Array,
  options: RunOptions,
): Promise<CallOutcome> {
  let result: PluginResult;
  try {
    // Who is at a breakpoint has no deadline.
    const deadline = options.inspect || options.inspectBrk ? 2 ** 31 - 1 : options.deadline;
    result = await plugins.execute(target.name, input, {
      export: options.export,
      ...(deadline !== undefined && { deadline }),
    });
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    return { kind: "error", error };
  }
  const bytes = result.bytes();
  await writeOutput(bytes);
  const [info] = plugins.list();
  const sizes = `${formatBytes(input.length)} in, ${formatBytes(bytes.length)} out`;
  const { ranMs } = result.timings;
  const memory = formatBytes(info?.memoryBytes ?? 0);
  console.error(onError("dim", `${sizes}, ${formatMs(ranMs)}, ${memory} of memory`));
  return { kind: "output", bytes };
}

/** What the plugin asks for, but requests to servers only where the command line lets it. */
function policyOf(manifest: PluginManifest | undefined, { config, allowHttp }: RunOptions): Policy {
  if (manifest === undefined) return { config: Object.keys(config), http: httpGrants(allowHttp), vars: true };
  const origins = new Set(allowHttp.map((each) => new URL(each).origin));
  const requested = requestedPolicy(manifest, config);
  return { ...requested, http: (requested.http ?? []).filter(({ origin }) => origins.has(origin)) };
}

function recordedCall(
  { name, bytes, manifest, deadlineMs }: RunTarget,
  options: RunOptions,
): Omit<Parameters<CallRecorder["finish"]>[0], "input"> {
  return {
    name,
    version: manifest?.version,
    module: bytes,
    export: options.export,
    contract: manifest !== undefined,
    deadlineMs: options.deadline ?? deadlineMs,
    config: options.config,
    secrets: manifest?.capabilities?.secrets ?? [],
  };
}

async function explain(error: PluginError, target: RunTarget, options: RunOptions): Promise<void> {
  const { explainError } = await import("../guest/explain-error.ts");
  await explainError(error, target, options);
  if (error.code === "HTTP_REFUSED" || /requests HTTP/.test(error.message))
    console.error("  --allow-http <origin> lets requests through.");
}
