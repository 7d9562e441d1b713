import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { PluginManager } from "@vial/host";
import { htmlReport } from "../benchmark/html-page.ts";
import {
  measureFixture,
  type MeasuredFixture,
  type UnmeasuredFixture,
} from "../benchmark/measure-fixture.ts";
import { terminalReport } from "../benchmark/terminal-chart.ts";
import { currentModule } from "../compilation/build-project.ts";
import { exitCodes } from "../failure.ts";
import { readFixtures } from "../fixtures/fixture.ts";
import { readProject } from "../project/project.ts";
import { CallRecorder } from "../recording/call-recorder.ts";
import { onError } from "../terminal/style.ts";

export interface BenchOptions {
  readonly directory?: string;
  /** A fixture, about. */
  readonly seconds: number;
  readonly html?: string;
  readonly json?: boolean;
  readonly build: boolean;
}

/** `vial bench`. Ends with 1 when a fixture fails, and so could not be measured. */
export async function bench(names: readonly string[], options: BenchOptions): Promise<void> {
  const project = await readProject(options.directory);
  const fixtures = await readFixtures(join(project.folder, "fixtures"), names);
  const { path, manifestPath } = await currentModule(project, { build: options.build });
  const bytes = new Uint8Array(await readFile(path));
  const recorder = new CallRecorder();
  await using plugins = new PluginManager({ engine: recorder.engine });
  const subject = { project, path, manifestPath, bytes, engine: "vial", plugins, recorder } as const;
  const results: (MeasuredFixture | UnmeasuredFixture)[] = [];
  for (const fixture of fixtures) {
    if (!options.json) console.error(onError("dim", `${fixture.name} …`));
    results.push(await measureFixture(subject, fixture, options));
  }
  if (options.json) console.log(JSON.stringify(results, undefined, 2));
  else console.log(terminalReport(results));
  if (options.html !== undefined) {
    const file = resolve(options.html);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, htmlReport(project.manifest, results));
    console.error(onError("dim", `${file} has it with charts`));
  }
  if (results.some((each) => "unmeasured" in each && each.unmeasured.startsWith("it fails")))
    process.exitCode = exitCodes.failed;
}
