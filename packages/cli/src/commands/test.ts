import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative, resolve } from "node:path";
import { PluginManager, type PluginManifest } from "@vial/host";
import { currentModule } from "../compilation/build-project.ts";
import { exitCodes } from "../failure.ts";
import { type Fixture, readFixtures } from "../fixtures/fixture.ts";
import { formatJunit } from "../fixtures/junit.ts";
import { type FixtureResult, runFixture, type Subject } from "../fixtures/run-fixture.ts";
import { type Project, readProject } from "../project/project.ts";
import { writeWhole } from "../project/write-whole.ts";
import { CallRecorder } from "../recording/call-recorder.ts";
import { writeRecording } from "../recording/recording-file.ts";
import { formatMs } from "../terminal/size.ts";
import { onOutput } from "../terminal/style.ts";
import { withoutExperimentalWarnings } from "../terminal/warnings.ts";
import { watchProject } from "../project/watch.ts";

export interface TestOptions {
  readonly directory?: string;
  readonly update?: boolean;
  readonly watch?: boolean;
  readonly debug?: boolean;
  readonly build: boolean;
  readonly engine?: readonly Subject["engine"][];
  readonly junit?: string;
  readonly json?: boolean;
}

/** `vial test`. Ends with 1 when a fixture fails. */
export async function test(names: readonly string[], options: TestOptions): Promise<void> {
  if (!options.watch) {
    const passed = await runOnce(names, options);
    if (!passed) process.exitCode = exitCodes.failed;
    return;
  }
  const { folder } = await readProject(options.directory);
  await watchProject(folder, async () => void (await runOnce(names, options)));
}

async function runOnce(names: readonly string[], options: TestOptions): Promise<boolean> {
  const project = await readProject(options.directory);
  const fixtures = await readFixtures(join(project.folder, "fixtures"), names);
  const { path, manifestPath } = await currentModule(project, options);
  const bytes = new Uint8Array(await readFile(path));
  const results: FixtureResult[] = [];
  for (const engine of options.engine ?? (["vial", "extism"] as const)) {
    const recorder = engine === "vial" ? new CallRecorder() : undefined;
    await using plugins = await managerOf(recorder);
    const subject = { project, path, manifestPath, bytes, engine, plugins, recorder };
    for (const fixture of fixtures) results.push(await runFixture(subject, fixture));
  }
  if (options.update) return await update(project, results);
  if (options.junit !== undefined) await writeJunit(resolve(options.junit), project, results);
  const recordings = await recordFailures(project, results);
  if (options.json) printJson(results, recordings);
  else print(results, recordings);
  return results.every(({ faults }) => faults.length === 0);
}

async function managerOf(recorder: CallRecorder | undefined): Promise<PluginManager> {
  if (recorder) return new PluginManager({ engine: recorder.engine });
  const { ExtismEngine } = await withoutExperimentalWarnings(() => import("@vial/host/extism"));
  return new PluginManager({ engine: new ExtismEngine() });
}

/** Keeps the calls that failed, for `vial replay`, by fixture; those of an earlier run are removed. */
async function recordFailures(
  { folder }: Project,
  results: readonly FixtureResult[],
): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<string, string>();
  for (const { fixture, engine, recording } of results) {
    if (engine !== "vial") continue;
    const path = join(folder, "build", "recordings", `${fixture.name}.json`);
    if (recording === undefined) await rm(path, { force: true });
    else {
      await writeRecording(path, recording);
      paths.set(fixture.name, relative(process.cwd(), path));
    }
  }
  return paths;
}

/** Writes what came out into the fixtures that fail, where both engines agree on it. */
async function update(project: Project, results: readonly FixtureResult[]): Promise<boolean> {
  let complete = true;
  for (const own of Map.groupBy(results, ({ fixture }) => fixture.name).values()) {
    const failed = own.find(({ faults }) => faults.length > 0);
    if (failed === undefined) continue;
    const file = recordedFile(project.manifest, failed);
    if (file === undefined || !sameAnswers(own)) {
      complete = false;
      console.error(`${onOutput("red", "✘")} ${failed.fixture.name} cannot be recorded`);
      for (const fault of failed.faults) console.error(`    ${fault}`);
      continue;
    }
    await writeWhole(file.path, file.bytes);
    console.log(`${onOutput("green", "✔")} ${failed.fixture.name} recorded: ${file.path}`);
  }
  return complete;
}

/** Nothing for a failure of the host, which `fixture.json` has to expect by name. */
function recordedFile(
  manifest: PluginManifest,
  { fixture, answer, faults }: FixtureResult,
): { readonly path: string; readonly bytes: Uint8Array } | undefined {
  if (fixture.settings.error || faults.some((fault) => /^(?:asked|did not ask)/.test(fault)))
    return undefined;
  if (answer.kind === "output") {
    if (fixture.errorText !== undefined) return undefined;
    const path = fixture.expected?.path ?? join(fixture.folder, `expected${endingOf(manifest, fixture)}`);
    return { path, bytes: answer.bytes };
  }
  const { code, guestMessage = "" } = answer.error;
  if (code !== "PLUGIN_ERROR" || fixture.expected) return undefined;
  return { path: join(fixture.folder, "error.txt"), bytes: new TextEncoder().encode(guestMessage) };
}

function endingOf({ exports }: PluginManifest, { settings }: Fixture): string {
  const type = exports[settings.export]?.output?.contentType ?? "application/octet-stream";
  if (/[/+]json\b/.test(type)) return ".json";
  if (extname(type) !== "") return extname(type);
  return type.startsWith("text/") ? ".txt" : ".bin";
}

function sameAnswers(results: readonly FixtureResult[]): boolean {
  const texts = results.map(({ answer }) =>
    answer.kind === "output"
      ? Buffer.from(answer.bytes).toString("hex")
      : `${answer.error.code} ${answer.error.guestMessage ?? ""}`,
  );
  return new Set(texts).size === 1;
}

async function writeJunit(path: string, project: Project, results: readonly FixtureResult[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, formatJunit(project.manifest.name, results));
}

function printJson(results: readonly FixtureResult[], recordings: ReadonlyMap<string, string>): void {
  const rows = results.map(({ fixture, engine, ms, faults, recording }) => ({
    fixture: fixture.name,
    engine,
    passed: faults.length === 0,
    ms,
    faults,
    ...(recording && { recording: recordings.get(fixture.name) }),
  }));
  console.log(JSON.stringify(rows, undefined, 2));
}

function print(results: readonly FixtureResult[], recordings: ReadonlyMap<string, string>): void {
  for (const own of Map.groupBy(results, ({ fixture }) => fixture.name).values()) {
    const [first] = own;
    const failed = own.filter(({ faults }) => faults.length > 0);
    if (failed.length === 0) {
      console.log(
        `${onOutput("green", "✔")} ${first!.fixture.name}  ${onOutput("dim", formatMs(first!.ms))}`,
      );
      continue;
    }
    // What fails everywhere alike is said once.
    const alike =
      failed.length === own.length && new Set(failed.map(({ faults }) => faults.join())).size === 1;
    for (const { fixture, engine, faults } of alike ? failed.slice(0, 1) : failed) {
      console.log(`${onOutput("red", "✘")} ${fixture.name}${alike ? "" : ` on ${engine}`}`);
      for (const fault of faults) console.log(`    ${fault}`);
    }
    const recording = recordings.get(first!.fixture.name);
    if (recording !== undefined)
      console.log(`    ${onOutput("dim", `vial replay ${recording} runs the call again`)}`);
  }
  const engines = [...new Set(results.map(({ engine }) => engine))];
  const failed = new Set(results.filter(({ faults }) => faults.length > 0).map(({ fixture }) => fixture.name))
    .size;
  const total = results.length / engines.length;
  console.log(`\n${total - failed} passed, ${failed} failed, each on ${engines.join(" and ")}`);
}
