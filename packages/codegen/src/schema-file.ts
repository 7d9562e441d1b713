import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { SchemaError } from "./schema-error.ts";

/** A JSON Schema and the name to speak of it by. */
export interface SchemaFile {
  /** The file's name without folders, for example `measurement.schema.json`. */
  readonly name: string;
  readonly schema: unknown;
}

const suffix = ".schema.json";

/** `measurement` of `measurement.schema.json`. */
export function stem({ name }: SchemaFile): string {
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name.replace(/\.json$/, "");
}

/**
 * Reads schemas; of a folder, every `*.schema.json` directly in it. They come in order of their paths' names.
 *
 * @throws {@link SchemaError} for a file that is not JSON, and Node's own error for one that cannot be read
 */
export function readSchemaFiles(paths: readonly string[]): SchemaFile[] {
  return paths.flatMap(filesAt).map((path) => ({ name: basename(path), schema: parse(path) }));
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return globSync(`*${suffix}`, { cwd: path })
    .toSorted()
    .map((name) => join(path, name));
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SchemaError(path, "", `not JSON (${error.message})`, "mend the file");
  }
}
