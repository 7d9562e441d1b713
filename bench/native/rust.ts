import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findToolchain } from "../../packages/toolchains/src/index.ts";
import { compile } from "./compile.ts";
import type { NativeProgram, NativeSource, NativeTarget } from "./program.ts";

const targets = fileURLToPath(new URL("../target/cargo/", import.meta.url));

/**
 * The binary `<name>-native` of a crate, by the compiler of its plugin and with the same profile: whole-program
 * optimisation, one codegen unit, no unwinding.
 */
export async function buildRust(source: NativeSource, target: NativeTarget): Promise<NativeProgram[]> {
  const { version, env } = await findToolchain("rust");
  const name = `${source.name}-native`;
  // A folder for each target: cargo would build everything anew when the flags alternate.
  const folder = join(targets, target);
  const flags = target === "machine" ? ["-Ctarget-cpu=native"] : [];
  await compile(
    "cargo",
    ["build", "--release", "--quiet", "--features", "native", "--bin", name, "--target-dir", folder],
    { cwd: source.project, env: { ...env, CARGO_ENCODED_RUSTFLAGS: flags.join("\u001f") } },
  );
  return [
    { language: "rust", target, compiler: `rustc ${version}`, command: [join(folder, "release", name)] },
  ];
}
