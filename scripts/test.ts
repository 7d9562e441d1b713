/**
 * What the README's test command and CI run: installs the compilers that are missing, then format, lint, types,
 * documentation, and every package's tests, through turbo, on the project's own Node and on the oldest one it supports.
 * Ends with one plain line: `N passed, N failed`.
 */
import { globSync, readFileSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { helpWhenAsked } from "./command-line.ts";
import { run } from "./run.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Why the file could not be loaded, when it could not. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Of each failure: its beginning says what was wrong. */
const shownCharacters = 2000;

const reportPattern = "{{packages,examples,compat}/*,bench,scripts}/.reports/vitest.json";
const tasks = ["lint", "typecheck", "docs", "test"];

helpWhenAsked(`usage: npm test -- [option of turbo]...

Installs compilers that are missing, then checks format, lint, types, documentation and every test, on both versions of Node.`);

console.log(`Vial's tests, Node ${process.version}, ${cpus().length} cores: ${tasks.join(", ")}`);
console.log(
  "Every language is compiled, so a first run takes some minutes; what has not changed since is not run again.\n",
);

for (const report of globSync(reportPattern)) rmSync(report);
const toolchains = run("node", ["scripts/toolchains/main.ts"]);
const format = run("prettier", ["--check", ".", "--log-level", "warn"]);
const turbo = run("turbo", [
  "run",
  ...tasks,
  "--continue",
  "--output-logs=new-only",
  // Compilers and test runners use several cores each; more of them at once would only make each other wait.
  `--concurrency=${cpus().length + 1}`,
  ...process.argv.slice(2),
]);

const reports = globSync(reportPattern).map((path) => JSON.parse(readFileSync(path, "utf8")) as VitestReport);
const passed = sum((report) => report.numPassedTests);
// A file that could not even be loaded holds no test that could fail: it counts as one.
const unloaded = sum(
  (report) =>
    report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0)
      .length,
);
const skipped = sum((report) => report.numPendingTests);
let failed = sum((report) => report.numFailedTests) + unloaded;
// Said again at the end: what failed is thousands of lines above.
for (const file of reports.flatMap((report) => report.testResults)) {
  if (file.status !== "failed") continue;
  console.error(`failed: ${relative(process.cwd(), file.name)}`);
  if (file.message !== "") console.error(indented(file.message));
  for (const { status, fullName, failureMessages } of file.assertionResults)
    if (status === "failed") console.error(`  ${fullName}\n${indented(failureMessages.join("\n"))}`);
}
if (!toolchains) console.error("failed: a compiler is missing, see the start of this output");
if (!format) console.error("failed: formatting (run npm run format)");
if (skipped > 0) console.error(`failed: ${skipped} tests were skipped, and nothing may be`);
failed += skipped;
// Lint, types, documentation or a build may have failed without a test that says so.
if (failed === 0 && !(toolchains && format && turbo)) failed = 1;
if (reports.length === 0) failed = Math.max(failed, 1);

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function indented(text: string): string {
  return stripVTControlCharacters(text).slice(0, shownCharacters).replaceAll(/^/gm, "    ");
}

function sum(count: (report: VitestReport) => number): number {
  return reports.reduce((total, report) => total + count(report), 0);
}
