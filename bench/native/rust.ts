import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findToolchain } from "../../packages/toolchains/src/index.ts";
import type { Workload } from "../workloads.ts";
import { compile } from "./compile.ts";
import type { NativeProgram, NativeTarget } from "./program.ts";

const targets = fileURLToPath(new URL("../target/cargo/", import.meta.url));

/**
 * The binary `<workload>-native` of the workload's crate, by the compiler of its plugin and with the same profile: whole-program
 * optimisation, one codegen unit, no unwinding.
 */
export async function buildRust(workload: Workload, target: NativeTarget): Promise<NativeProgram[]> {
  const { version, env } = await findToolchain("rust");
  const name = `${workload.name}-native`;
  // A folder for each target: cargo would build everything anew when the flags alternate.
  const folder = join(targets, target);
  const flags = target === "machine" ? ["-Ctarget-cpu=native"] : [];
  await compile(
    "cargo",
    ["build", "--release", "--quiet", "--features", "native", "--bin", name, "--target-dir", folder],
    { cwd: join(workload.folder, "rust"), env: { ...env, CARGO_ENCODED_RUSTFLAGS: flags.join("\u001f") } },
  );
  return [
    { language: "rust", target, compiler: `rustc ${version}`, command: [join(folder, "release", name)] },
  ];
}
