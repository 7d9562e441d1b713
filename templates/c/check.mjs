/**
 * Formats the C sources with clang-format, or with `--check` fails where they are not formatted and where clang-tidy, if
 * it is installed, finds a mistake in the plugin's own.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const onlyCheck = process.argv[2] === "--check";
const folders = ["src", "test", "vial", "vial/json", "vial/native", "vial/test"];
const sources = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.[ch]$/.test(name))
    .map((name) => `${folder}/${name}`),
);

/** False where the command is not installed. */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (error) return false;
  if (status !== 0) process.exitCode = 1;
  return true;
}

const mode = onlyCheck ? ["--dry-run", "-Werror"] : ["-i"];
if (!run("clang-format", [...mode, ...sources])) {
  console.error("clang-format is not on the PATH: it comes with LLVM (apt-get install clang-format)");
  process.exitCode = 1;
}
if (onlyCheck) {
  const flags = readFileSync("compile_flags.txt", "utf8").trim().split(/\r?\n/);
  const own = sources.filter((path) => /^src\/.*\.c$/.test(path));
  if (!run("clang-tidy", ["--quiet", ...own, "--", ...flags]))
    console.error("clang-tidy is not on the PATH: skipped");
}
