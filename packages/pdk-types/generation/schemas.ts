import { globSync, readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SchemaFile } from "@vial/codegen";
import { errorSchema } from "./error-schema.ts";

/** A schema of the contract. */
export interface ContractSchema extends SchemaFile {
  /** Where its types and its validator go, without ending: `plugin-manifest`, `contract/readings`. */
  readonly target: string;
  readonly text: string;
}

/** The `schemas` folder. */
export const schemaFolder = fileURLToPath(new URL("../schemas/", import.meta.url));

/** Every schema, in order of its path, as it is or, for the errors, as it will be. */
export function contractSchemas(): ContractSchema[] {
  const paths = globSync("**/*.schema.json", { cwd: schemaFolder }).map((path) => path.replaceAll(sep, "/"));
  return [...new Set([...paths, "error.schema.json"])].toSorted().map(readContractSchema);
}

/** The schemas of one folder below `schemas/messages`. */
export function messageSchemas(messages: string): ContractSchema[] {
  const schemas = contractSchemas().filter(({ target }) => target.startsWith(`${messages}/`));
  if (schemas.length === 0) throw new Error(`schemas/messages/${messages} has no schemas`);
  return schemas;
}

function readContractSchema(path: string): ContractSchema {
  const text =
    path === "error.schema.json"
      ? JSON.stringify(errorSchema())
      : readFileSync(join(schemaFolder, path), "utf8").replaceAll("\r\n", "\n");
  return {
    name: basename(path),
    schema: JSON.parse(text) as unknown,
    target: path.replace(/^messages\//, "").replace(/\.schema\.json$/, ""),
    text,
  };
}
