import { copyFile, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../command/run.ts";
import type { Machine } from "../toolchain.ts";
import { TARGET } from "./rustc.ts";

const source = "/usr/lib/rustlib/src/rust";
const project = fileURLToPath(new URL("../../recipes/rust-std/", import.meta.url));

/** The crates that the standard library needs come with its source. */
const vendored = [
  'source.crates-io.replace-with = "vendored"',
  `source.vendored.directory = "${source}/library/vendor"`,
];

/**
 * Builds Rust's standard library for WebAssembly from Debian's source and puts it into `folder`.
 *
 * No path of this machine gets into it, and it holds bitcode, so that projects may optimise across it.
 */
export async function buildStandardLibrary(
  tools: { readonly rustc: string; readonly cargo: string },
  folder: string,
  { env }: Machine,
  signal?: AbortSignal,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "standard-library-"));
  const flags = [
    "-Cembed-bitcode=yes",
    `--remap-path-prefix=${source}=/rust`,
    `--remap-path-prefix=${work}=/build`,
  ];
  // https://doc.rust-lang.org/cargo/reference/unstable.html#build-std
  const args = ["build", "--release", "--offline", "-Zbuild-std=std,panic_abort,panic_unwind"];
  args.push("--target", TARGET, "--target-dir", work);
  args.push(...vendored.flatMap((setting) => ["--config", setting]));
  const own = { RUSTC: tools.rustc, RUSTC_BOOTSTRAP: "1", CARGO_ENCODED_RUSTFLAGS: flags.join("\u001f") };
  try {
    await run(tools.cargo, args, { cwd: project, env: { ...env, ...own }, signal });
    await mkdir(folder, { recursive: true });
    const built = join(work, TARGET, "release/deps");
    for (const name of await readdir(built)) {
      if (name.endsWith(".rlib")) await copyFile(join(built, name), join(folder, name));
    }
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 3 });
  }
}
