import type { Engine, PluginSpec } from "../engine/engine.ts";
import type { HostFunctions } from "../engine/host-function.ts";
import type { LoadOptions } from "../load-options.ts";
import { prepareCall, runCall } from "../plugin-call.ts";
import { PluginError, quoteName } from "../plugin-error.ts";
import { Plugin } from "../plugin.ts";
import { HttpRules } from "../policy/http-rules.ts";
import type { Release, ReleaseFixture } from "../release/release.ts";
import { compareOutputs } from "./output-difference.ts";

/** For how long fixtures are run over and over, so that the code is warm when it gets its first calls, in milliseconds. */
const warmUpMs = 50;

interface HealthCheck {
  readonly name: string;
  readonly options: LoadOptions;
  readonly release: Release;
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

/**
 * Runs a release's fixtures on instances of their own, with each fixture's configuration, without HTTP and with host functions that
 * refuse: a check changes nothing anywhere.
 *
 * @throws PluginError `HEALTH_CHECK_FAILED` with the fixture's name, never contents.
 */
export async function checkHealth(check: HealthCheck): Promise<void> {
  const byConfig = Map.groupBy(check.release.fixtures, ({ config = {} }) => JSON.stringify(config));
  for (const fixtures of byConfig.values()) {
    if (check.signal.aborted) return;
    await checkFixtures(check, fixtures);
  }
}

async function checkFixtures(
  { name, options, release, engine, signal }: HealthCheck,
  fixtures: readonly ReleaseFixture[],
): Promise<void> {
  const config = fixtures[0]!.config ?? {};
  const { onLog: _log, onLeak: _leak, concurrency: _concurrency, ...own } = options;
  const { scan: _scan, ...policy } = own.policy ?? {};
  const rehearsed = { ...own, ...(own.policy !== undefined && { policy }) };
  const plugin = await Plugin.load(name, rehearsed, engine, { adapt: (spec) => rehearsal(spec, config) });
  try {
    const until = performance.now() + warmUpMs;
    do {
      for (const fixture of fixtures) await runFixture(plugin, fixture, release);
    } while (performance.now() < until && !signal.aborted);
  } finally {
    await plugin.close();
  }
}

/** The same plugin, cut off from the world. */
function rehearsal(spec: PluginSpec, config: Readonly<Record<string, string>>): PluginSpec {
  return {
    ...spec,
    state: "fresh",
    config,
    functions: refusing(spec.functions),
    granted: { ...spec.granted, data: undefined },
    http: new HttpRules([], { http: [], hostPatterns: [] }, {}),
  };
}

function refuse(): never {
  throw new Error("Fixtures run without host functions");
}

function refusing(functions: HostFunctions): HostFunctions {
  const namespaces = Object.entries(functions).map(
    ([namespace, own]) =>
      [namespace, Object.fromEntries(Object.keys(own).map((each) => [each, refuse]))] as const,
  );
  return Object.fromEntries(namespaces);
}

async function runFixture(plugin: Plugin, fixture: ReleaseFixture, release: Release): Promise<void> {
  const startedAt = performance.now();
  let output: Uint8Array;
  try {
    const options = fixture.export === undefined ? {} : { export: fixture.export };
    const call = prepareCall(plugin, fixture.input, options, startedAt);
    output = (await runCall(plugin, call, startedAt)).bytes();
  } catch (cause) {
    const why = cause instanceof PluginError ? `failed with ${cause.code}` : "failed";
    throw unhealthy(plugin, fixture, `${why}, see the cause`, cause);
  }
  if (fixture.expected === undefined) return;
  const [difference] =
    fixture.match === "exact"
      ? Buffer.compare(output, fixture.expected) === 0
        ? []
        : [{ path: "", kind: "value" as const }]
      : compareOutputs(fixture.expected, output, memberNames([fixture]));
  if (difference === undefined) return;
  const where = difference.path === "" ? "its output" : `its output at ${difference.path}`;
  throw unhealthy(
    plugin,
    fixture,
    `${where} is not what release ${quoteName(release.version)} expects (${difference.kind})`,
  );
}

function unhealthy(plugin: Plugin, fixture: ReleaseFixture, what: string, cause?: unknown): PluginError {
  const message = `The new version did not pass its own fixture ${quoteName(fixture.name)}: ${what}. The old version keeps serving.`;
  const { name, version } = plugin.spec;
  return new PluginError("HEALTH_CHECK_FAILED", message, { plugin: name, version, phase: "load", cause });
}

/** The names of all members in the outputs that fixtures expect. */
export function memberNames(fixtures: readonly ReleaseFixture[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { expected } of fixtures) {
    if (expected === undefined) continue;
    try {
      JSON.parse(new TextDecoder().decode(expected), (key, value: unknown) => {
        names.add(key);
        return value;
      });
    } catch {
      // It is not JSON and has no members.
    }
  }
  return names;
}
