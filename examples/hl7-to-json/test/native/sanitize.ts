/**
 * Compiles the plugin for this machine, with the address and undefined behaviour sanitizers of its C compiler,
 * and gives it random and oversized inputs: it must run without a report and answer as the WebAssembly does.
 * `CC` names another compiler than `cc`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as pdk from "../../../../templates/c/vial/sources.mjs";
import { directLane, type Outcome } from "../support/lanes.ts";
import { inputOf, randomFrom } from "../support/random.ts";

const MiB = 1024 * 1024;
const root = fileURLToPath(new URL("../../", import.meta.url));
const compiler = process.env["CC"] ?? "cc";
const sources = [
  ...[join(root, "src"), join(root, "test/native")].flatMap(pdk.sourcesIn),
  ...pdk.sources,
  pdk.nativeHost,
  pdk.nativeMemory,
];
const warnings = ["-Wall", "-Wextra", "-Werror"];
const includes = [...pdk.folders, join(root, "src")].map((folder) => `-I${folder}`);
const flags = ["-std=c11", "-O1", "-g", ...warnings, "-fsanitize=address,undefined", ...includes];

const random = randomFrom(5);
const inputs = [
  ...Array.from({ length: 5_000 }, () => Buffer.from(inputOf(random), "latin1")),
  ...["", "a", "\\", "\\X4", "\\X41\\", "\xFF", "|", "&", "\rMSH|^~", "\v"].map((unit) =>
    Buffer.concat([Buffer.from("MSH|^~\\&|A\rNTE|"), Buffer.alloc(3 * MiB, unit, "latin1")]),
  ),
  Buffer.alloc(16 * MiB, "MSH|^~\\&|A\rNTE|a~b^c&d\\F\\\r"),
];

function framed(input: Buffer): Buffer[] {
  return [Buffer.from(Uint32Array.of(input.length).buffer), input];
}

/** What the compiled program, with or without vector instructions, answers. */
function runNative(extra: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "hl7-"));
  try {
    const program = join(folder, "hl7-to-json");
    const args = [...flags, ...extra, "-o", program, ...sources];
    execFileSync(compiler, args, { cwd: root, stdio: "inherit" });
    const { status, stdout, stderr } = spawnSync(program, {
      input: Buffer.concat(inputs.flatMap(framed)),
      maxBuffer: 1024 * MiB,
      env: { UBSAN_OPTIONS: "halt_on_error=1" },
    });
    if (status !== 0) throw new Error(`the program ended with ${status}\n${stderr.toString()}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function answerOf(outcome: Outcome): Buffer[] {
  const failed = "error" in outcome;
  const bytes = failed ? Buffer.from(outcome.error) : Buffer.from(outcome.output);
  return [Buffer.from(Uint32Array.of(failed ? 1 : 0, bytes.length).buffer), bytes];
}

const lane = directLane();
const expected = Buffer.concat(inputs.flatMap((input) => answerOf(lane.call(input))));
for (const extra of process.arch === "x64" ? [[], ["-mssse3"]] : [[]]) {
  const same = runNative(extra).equals(expected);
  const build = [compiler, ...flags, ...extra].join(" ");
  console.log(`${same ? "ok" : "NOT THE SAME"}: ${inputs.length} inputs, ${build}`);
  if (!same) process.exitCode = 1;
}
