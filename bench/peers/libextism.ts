import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import { cacheFolder } from "../../packages/toolchains/src/cache-folder.ts";

/** The releases that are compared: the newest, and the last one of before its Wasmtime was renewed. */
export const libextismVersions = ["1.41.0", "1.5.0"] as const;

/**
 * The path of libextism's shared library, from its Python wheel, which `pip` brings into the cache once.
 *
 * @throws Error when there is no `pip`, or no wheel for this machine.
 */
export function libextism(version: string): string {
  const path = join(cacheFolder(process.env), `libextism-${version}.so`);
  if (existsSync(path)) return path;
  const folder = mkdtempSync(join(tmpdir(), "libextism-"));
  try {
    const quietly: ExecFileSyncOptions = { stdio: ["ignore", "ignore", "pipe"], cwd: folder };
    const wheel = `extism-sys==${version}`;
    const options = ["--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder];
    execFileSync("python3", ["-m", "pip", "download", ...options, wheel], quietly);
    const file = readdirSync(folder).find((name) => name.endsWith(".whl"))!;
    execFileSync("python3", ["-m", "zipfile", "-e", file, "wheel"], quietly);
    const library = readdirSync(join(folder, "wheel/extism_sys")).find((name) => name.endsWith(".so"))!;
    mkdirSync(dirname(path), { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    execFileSync("cp", [join(folder, "wheel/extism_sys", library), unfinished], quietly);
    renameSync(unfinished, path);
    return path;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
