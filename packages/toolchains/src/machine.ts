import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment, Machine } from "./toolchain.ts";

/** This process's environment and the npm packages that are installed with this one. */
export const thisMachine: Machine = {
  env: process.env,
  packages: fileURLToPath(new URL("..", import.meta.url)),
};

// Windows spells it `Path`, and a copy of its environment is no longer blind to case.
function pathName(env: Environment): string {
  return Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
}

/** The folders that commands are looked for in, in order. */
export function searchPath(env: Environment): readonly string[] {
  return (env[pathName(env)] ?? "").split(delimiter).filter((folder) => folder !== "");
}

/** The machine's environment with `folders` first on the search path. */
export function environmentWith(machine: Machine, folders: readonly string[]): Environment {
  const path = [...new Set([...folders, ...searchPath(machine.env)])];
  return { ...machine.env, [pathName(machine.env)]: path.join(delimiter) };
}
