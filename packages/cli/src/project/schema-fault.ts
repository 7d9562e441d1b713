import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Problem } from "@vial/pdk-types/plugin-manifest";
import { didYouMean } from "../suggestion.ts";

/** As much of JSON Schema as the schemas of these files have. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/**
 * What is wrong with a file and what to do, from the first problem that its validator found.
 *
 * @param schemaName its schema's, in `@vial/pdk-types/schemas`
 */
export function describeFault(
  schemaName: "plugin-manifest" | "fixture",
  { pointer, reason }: Problem,
  value: unknown,
): { readonly message: string; readonly hint: string | undefined } {
  const root = readSchema(schemaName);
  const path = pointer.split("/").slice(1).map(unescape);
  const name = path.at(-1) ?? "";
  const parent = schemaAt(root, path.slice(0, -1));
  const known = Object.keys(parent?.properties ?? {});
  if (reason === "is not a known member") {
    return {
      message: `${pointer} ${reason}`,
      hint: didYouMean(name, known) ?? `Known: ${known.join(", ")}.`,
    };
  }
  if (reason === "is missing") {
    // What was meant to be it, perhaps.
    const stranger = Object.keys(asObject(valueAt(value, path.slice(0, -1)))).find(
      (key) => !known.includes(key) && didYouMean(key, [name]) !== undefined,
    );
    const hint = stranger === undefined ? parent?.properties?.[name]?.description : undefined;
    return {
      message: `${pointer} ${reason}`,
      hint: hint ?? `Did you mean it by ${JSON.stringify(stranger)}?`,
    };
  }
  const own = schemaAt(root, path);
  const given = valueAt(value, path);
  if (own?.enum) {
    const suggestion = typeof given === "string" ? didYouMean(given, own.enum) : undefined;
    return { message: `${pointer} is none of ${own.enum.join(", ")}`, hint: suggestion };
  }
  return { message: `${pointer || "it"} ${reason}`, hint: own?.description };
}

function readSchema(name: string): Schema {
  const path = fileURLToPath(import.meta.resolve(`@vial/pdk-types/schemas/${name}.schema.json`));
  return JSON.parse(readFileSync(path, "utf8")) as Schema;
}

function schemaAt(root: Schema, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const name of path) {
    schema = resolved(root, schema);
    const other: Schema | boolean | undefined = schema?.additionalProperties;
    schema = schema?.properties?.[name] ?? schema?.items ?? (typeof other === "object" ? other : undefined);
  }
  return resolved(root, schema);
}

function resolved(root: Schema, schema: Schema | undefined): Schema | undefined {
  const definition = schema?.$ref?.replace("#/$defs/", "");
  return definition === undefined ? schema : { ...root.$defs?.[definition], ...schema };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

function unescape(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
