import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Environment } from "./toolchain.ts";

/** The folder that holds what was built from source: `VIAL_CACHE`, or else the user's cache folder on each system. */
export function cacheFolder(env: Environment): string {
  if (env["VIAL_CACHE"]) return resolve(env["VIAL_CACHE"]);
  return join(userCache(env), "vial", "toolchains");
}

function userCache(env: Environment): string {
  const home = env["HOME"] || homedir();
  if (process.platform === "win32") return env["LOCALAPPDATA"] || join(home, "AppData", "Local");
  if (process.platform === "darwin") return join(home, "Library", "Caches");
  // https://specifications.freedesktop.org/basedir-spec/latest/
  return env["XDG_CACHE_HOME"] || join(home, ".cache");
}
