import { relative } from "node:path";
import { buildProject } from "../compilation/build-project.ts";
import type { ModuleReport } from "../compilation/check-module.ts";
import { readProject } from "../project/project.ts";
import { formatBytes, formatMs } from "../terminal/size.ts";
import { onOutput } from "../terminal/style.ts";

export interface BuildOptions {
  readonly directory?: string;
  readonly debug?: boolean;
  readonly force?: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** `vial build`. */
export async function build(args: readonly string[], options: BuildOptions): Promise<void> {
  const { debug = false, force } = options;
  const timeoutMs = options.timeout * 1000;
  const project = await readProject(options.directory);
  const startedAt = performance.now();
  const { report, compiler, built } = await buildProject(project, { debug, args, force, timeoutMs });
  const ms = performance.now() - startedAt;
  if (options.json) console.log(JSON.stringify({ ...report, debug, compiler, built, ms }, undefined, 2));
  else console.log(describe(report, built ? `built in ${formatMs(ms)}` : "unchanged since it was built"));
}

function describe(report: ModuleReport, how: string): string {
  const most =
    report.maximumMemoryBytes === null ? "" : `, at most ${formatBytes(report.maximumMemoryBytes)}`;
  const lane = report.directLane
    ? "direct: input and output pass without a copy in between"
    : "kernel: that of any Extism plugin";
  return [
    `${onOutput("green", "✔")} ${relative(process.cwd(), report.path)}, ${how}`,
    `  size     ${formatBytes(report.bytes)}`,
    `  memory   ${formatBytes(report.memoryBytes)} at the start${most}`,
    `  exports  ${report.exports.join(", ")}`,
    `  imports  ${importsByNamespace(report.imports) || "nothing"}`,
    `  lane     ${lane}`,
  ].join("\n");
}

function importsByNamespace(imports: readonly string[]): string {
  const names = Map.groupBy(
    imports.map((each) => each.split(" ", 2) as [string, string]),
    ([namespace]) => namespace,
  );
  return [...names]
    .map(([namespace, entries]) => `${namespace}: ${entries.map(([, name]) => name).join(", ")}`)
    .join("\n           ");
}
