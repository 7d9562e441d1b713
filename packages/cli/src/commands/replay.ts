import { isDeepStrictEqual } from "node:util";
import { type Isolation, PluginError, PluginManager, VialEngine } from "@vial/host";
import { readModuleShape } from "@vial/host/module";
import type { Recording } from "@vial/pdk-types/recording";
import { exitCodes, usageFailure } from "../failure.ts";
import { explainError } from "../guest/explain-error.ts";
import { configFor, grantsFor } from "../project/grants.ts";
import { type RunTarget, runTarget } from "../project/run-target.ts";
import { type CallOutcome, digestOf, toOutcome } from "../recording/call-recorder.ts";
import { HostCallPlayer } from "../recording/host-call-player.ts";
import { recordedImports } from "../recording/recorded-imports.ts";
import { fromRecorded } from "../recording/recorded-bytes.ts";
import { readRecording } from "../recording/recording-file.ts";
import { writeOutput } from "../terminal/output.ts";
import { onError } from "../terminal/style.ts";

export interface ReplayOptions {
  /** Values of the secrets that the call was given. */
  readonly config: Readonly<Record<string, string>>;
  readonly isolation: Isolation;
  readonly deadline?: number;
  readonly debug?: boolean;
  readonly build: boolean;
}

/** `vial replay`. Ends with 1 when the call ends otherwise than it was recorded to. */
export async function replay(file: string, path: string | undefined, options: ReplayOptions): Promise<void> {
  const recording = await readRecording(file);
  const config = { ...recording.config, ...options.config };
  const missing = recording.secrets.find((name) => !Object.hasOwn(config, name));
  if (missing !== undefined) {
    throw usageFailure(
      `the call was given the secret ${missing}, and recordings hold no secrets`,
      `Give it with --config ${missing}=<value>.`,
    );
  }
  const target = await runTarget(path, options);
  const player = new HostCallPlayer(recording.hostCalls, recordedImports(readModuleShape(target.bytes)));
  const outcome = await runAgain(recording, target, player, { ...options, config });
  if (outcome.kind === "error") await explainError(outcome.error, target, options);
  const difference = player.difference() ?? differenceOf(recording, outcome);
  if (difference === undefined) console.error(onError("green", "The call ended as it was recorded to."));
  else {
    console.error(`${onError("red", "Not as it was recorded:")} ${difference}`);
    if (digestOf(target.bytes) !== recording.plugin.module)
      console.error(`  The module is another than the one that was recorded (${recording.plugin.module}).`);
    process.exitCode = exitCodes.failed;
  }
}

async function runAgain(
  recording: Recording,
  target: RunTarget,
  player: HostCallPlayer,
  { config, isolation, deadline }: ReplayOptions,
): Promise<CallOutcome> {
  const { timeMs, seed, deadlineMs, contract } = recording;
  await using plugins = new PluginManager({ engine: new VialEngine({ reproducible: { timeMs, seed } }) });
  const { manifest } = target;
  const policy = manifest ? grantsFor(manifest, config).policy : { config: Object.keys(config), vars: true };
  try {
    await plugins.load(target.name, {
      source: contract ? target.source : target.bytes,
      isolation,
      ...configFor(manifest, config),
      ...(policy && { policy }),
      functions: player.functions,
      limits: target.limits,
      debug: true,
      onLog: ({ level, message }) => console.error(`${onError("dim", level.padEnd(5))} ${message}`),
    });
    const result = await plugins.execute(target.name, fromRecorded(recording.input), {
      export: recording.export,
      deadline: deadline ?? deadlineMs,
    });
    await writeOutput(result.bytes());
    return { kind: "output", bytes: result.bytes() };
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    return { kind: "error", error };
  }
}

function differenceOf({ outcome: recorded }: Recording, outcome: CallOutcome): string | undefined {
  const now = toOutcome(outcome);
  if ("output" in recorded) {
    if (!("output" in now)) return "it failed, and had an output then";
    return isDeepStrictEqual(now, recorded) ? undefined : "its output is another";
  }
  if ("output" in now) return `it has an output, and failed then with ${recorded.code}: ${recorded.message}`;
  if (now.code !== recorded.code)
    return `it failed with ${now.code}, and then with ${recorded.code}: ${recorded.message}`;
  return now.guestMessage === recorded.guestMessage ? undefined : "what the plugin said of its failure";
}
