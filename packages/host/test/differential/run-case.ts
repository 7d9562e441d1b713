import { PluginError, type PluginManager } from "@vial/host";
import { ok, type Case, type CaseCall, type Line, type Transcript } from "./case.ts";
import type { EngineUnderTest } from "./engines.ts";

/** Milliseconds for each call: the SDK's worker may hang, and nothing else takes as long. */
const deadline = 3_000;

const defaultCalls: readonly CaseCall[] = [["process"]];

/** Loads the case's plugin, makes its calls one after the other, and writes down all that a host sees. */
export async function runCase(
  plugins: PluginManager,
  engine: EngineUnderTest,
  each: Case,
): Promise<Transcript> {
  const transcript: Line[] = [];
  try {
    await plugins.load(each.name, {
      source: each.guest,
      isolation: engine.isolation,
      state: "shared",
      logLevel: "trace",
      onLog: ({ level, message }) => transcript.push(`log ${level}: ${message}`),
      ...each.load,
    });
  } catch (error) {
    return [...transcript, `load: ${asPluginError(error).code}`];
  }
  for (const call of each.calls ?? defaultCalls) transcript.push(await outcome(plugins, each.name, call));
  await plugins.unload(each.name);
  return transcript;
}

async function outcome(
  plugins: PluginManager,
  plugin: string,
  [name, input = "", options]: CaseCall,
): Promise<Line> {
  try {
    const result = await plugins.execute(plugin, input, { export: name, deadline, ...options });
    return ok(result.bytes());
  } catch (error) {
    const { code, guestMessage } = asPluginError(error);
    return guestMessage === undefined ? code : `${code}: ${guestMessage}`;
  }
}

function asPluginError(error: unknown): PluginError {
  if (error instanceof PluginError) return error;
  throw error;
}
