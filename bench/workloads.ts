import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Language, languages } from "../packages/toolchains/src/index.ts";

export { type Language, languages } from "../packages/toolchains/src/index.ts";

/** An input and the output that every implementation answers it with. */
export interface Vector {
  readonly name: string;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
}

/** A workload: one specification, and a source in each of its languages (`<folder>/<language>/`). */
export interface Workload {
  readonly name: string;
  readonly folder: string;
  /** The languages that it has a plugin in. */
  readonly languages: readonly Language[];
  /** A realistic input as near to a size in bytes as whole records allow, never over; always the same one. */
  readonly input: (sizeBytes: number) => Uint8Array;
}

const workloadsFolder = fileURLToPath(new URL("workloads/", import.meta.url));

/** Finds the workloads in a folder, by name. Their form is described in `bench/workloads/README.md`. */
export async function findWorkloads(folder: string = workloadsFolder): Promise<Workload[]> {
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const found = names.filter((name) => existsSync(join(folder, name, "inputs.ts")));
  return await Promise.all(found.map((name) => readWorkload(join(folder, name), name)));
}

async function readWorkload(folder: string, name: string): Promise<Workload> {
  const module = (await import(pathToFileURL(join(folder, "inputs.ts")).href)) as Pick<Workload, "input">;
  const present = languages.filter((language) => existsSync(join(folder, language, "vial.json")));
  return { name, folder, languages: present, input: module.input };
}

/** The path of a workload's built plugin. */
export function pluginModule(workload: Workload, language: Language): string {
  const folder = join(workload.folder, language);
  const { module } = JSON.parse(readFileSync(join(folder, "vial.json"), "utf8")) as {
    readonly module: string;
  };
  return join(folder, module);
}

/** The vectors of a workload: `vectors/<name>.input` and `vectors/<name>.output`. */
export function vectorsOf(workload: Workload): Vector[] {
  const folder = join(workload.folder, "vectors");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".input"))
    .toSorted()
    .map((file) => {
      const name = file.slice(0, -".input".length);
      return { name, input: bytesOf(join(folder, file)), output: bytesOf(join(folder, `${name}.output`)) };
    });
}

function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}
