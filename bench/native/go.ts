import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { findToolchain } from "../../packages/toolchains/src/index.ts";
import { output } from "../../packages/toolchains/src/command/output.ts";
import { compile } from "./compile.ts";
import { programPath } from "./paths.ts";
import type { NativeProgram, NativeSource, NativeTarget } from "./program.ts";

/** `go build` of the folder `native` in a module, by the standard compiler. */
export async function buildGo(source: NativeSource, target: NativeTarget): Promise<NativeProgram[]> {
  const { env } = await findToolchain("go");
  const path = programPath(source, "go", target);
  mkdirSync(dirname(path), { recursive: true });
  const level = target === "machine" ? machineLevel() : "v1";
  await compile("go", ["build", "-trimpath", "-buildvcs=false", "-o", path, "./native"], {
    cwd: source.project,
    env: { ...env, GOAMD64: level },
  });
  const version = await output("go", ["env", "GOVERSION"], env);
  return [{ language: "go", target, compiler: version.replace(/^go/, "go "), command: [path] }];
}

/** The highest GOAMD64 whose instructions this processor has (https://go.dev/wiki/MinimumRequirements#amd64). */
function machineLevel(): string {
  const levels: readonly (readonly [string, readonly string[]])[] = [
    ["v4", ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]],
    ["v3", ["avx2", "bmi1", "bmi2", "fma", "f16c", "movbe"]],
    ["v2", ["cx16", "popcnt", "sse4_1", "sse4_2", "ssse3"]],
  ];
  const flags = new Set(processorFlags());
  return levels.find(([, needed]) => needed.every((flag) => flags.has(flag)))?.[0] ?? "v1";
}

function processorFlags(): readonly string[] {
  try {
    return (/^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] ?? "").trim().split(" ");
  } catch {
    return [];
  }
}
