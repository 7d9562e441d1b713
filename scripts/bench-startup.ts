/**
 * How long `vial` takes to answer, and how much of it beyond a bare start of Node, in turns: `vial --help` is to take less
 * than 150 ms, `vial new` less than 2 s. Ends with 1 when one does not. `--rounds <n>` (20 unless given), `--json`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Spread, spreadOf } from "../packages/measure/src/statistics.ts";
import { flag, readArguments, text } from "./command-line.ts";
import { runOrExit } from "./run.ts";

const usage = `usage: npm run bench:startup -- [--rounds <n>] [--json]

Measures how long the command line takes to answer, in turns with a bare start of Node.`;
const { values } = readArguments(usage, { options: { rounds: { ...text, default: "20" }, json: flag } });
runOrExit("turbo", ["run", "build", "--filter=@vial/cli", "--output-logs=errors-only"], {
  quietStdout: true,
});

const vial = fileURLToPath(new URL("../packages/cli/bin/vial.js", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "vial-startup-")));
let made = 0;

const subjects = [
  { name: "node, nothing else", args: () => ["--eval", "0"] },
  { name: "vial --help", limitMs: 150, args: () => [vial, "--help"] },
  // With another flag in front, the command line is loaded and asked, as it is before a command does anything.
  { name: "vial --verbose --help", args: () => [vial, "--verbose", "--help"] },
  { name: "vial new", limitMs: 2000, args: () => [vial, "new", `plugin-${made++}`, "--language", "rust"] },
];

function timeOf(args: readonly string[]): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}\n${stderr}`);
  return performance.now() - startedAt;
}

function describe({ low, median, high }: Spread): string {
  return `${median.toFixed(0).padStart(5)} ms (${low.toFixed(0)}–${high.toFixed(0)})`;
}

try {
  // The first run fills Node's compile cache, as a partner's first one does.
  for (const { args } of subjects) timeOf(args());
  const times = subjects.map((): number[] => []);
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const [at, { args }] of subjects.entries()) times[at]!.push(timeOf(args()));
  }
  const rows = subjects.map(({ name, limitMs }, at) => {
    const own = times[at]!;
    const beyondNode = spreadOf(own.map((time, round) => time - times[0]![round]!));
    const { low, median, high } = spreadOf(own);
    return { name, low, median, high, beyondNode, limitMs, kept: limitMs === undefined || median < limitMs };
  });
  if (values.json) console.log(JSON.stringify(rows, undefined, 2));
  else {
    for (const { name, low, median, high, beyondNode, limitMs, kept } of rows) {
      const own = describe({ low, median, high }).padEnd(20);
      const beyond = name === subjects[0]!.name ? "" : `beyond node ${describe(beyondNode)}`;
      const goal = limitMs === undefined ? "" : `  < ${limitMs} ms  ${kept ? "ok" : "MISSED"}`;
      console.log(`${name.padEnd(22)} ${own} ${beyond.padEnd(32)}${goal}`.trimEnd());
    }
  }
  if (rows.some(({ kept }) => !kept)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
