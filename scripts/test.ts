/**
 * What the README's test command and CI run: installs the compilers that are missing, then format, lint, types,
 * documentation, and every package's tests, through turbo, on the project's own Node and on the oldest one it supports.
 * Ends with one plain line: `N passed, N failed`.
 */
import { globSync, readFileSync, rmSync } from "node:fs";
import { cpus } from "node:os";
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
    readonly assertionResults: readonly unknown[];
  }[];
}

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
for (const report of reports) {
  for (const file of report.testResults) if (file.status === "failed") console.error(`failed: ${file.name}`);
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

function sum(count: (report: VitestReport) => number): number {
  return reports.reduce((total, report) => total + count(report), 0);
}
