import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { mapSchemas } from "../model/map-schemas.ts";
import type { SchemaObject } from "../model/schema-place.ts";
import { SchemaError } from "../schema-error.ts";
import type { SchemaFile } from "../schema-file.ts";

/** How to compile a validator. */
export interface ValidatorOptions {
  /** The exported function's name. */
  readonly exportName: string;
  /** The file's first line without its comment marks: what it was made from. */
  readonly source: string;
}

/** What compiled code asks Ajv for at run time, and what it gets in its place. */
const runtime: readonly (readonly [asked: string, given: string])[] = [
  ['require("ajv/dist/runtime/ucs2length").default', "(text) => Array.from(text).length"],
  [
    'require("ajv/dist/runtime/equal").default',
    `function equal(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const keys = Object.keys(one);
  if (Array.isArray(one) !== Array.isArray(other) || keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]));
}`,
  ],
];

/**
 * An ES module without imports that exports a validator of one schema: `(value) => boolean`, with Ajv's `errors` on the
 * function after it answered false. It stops at the first error.
 *
 * @throws {@link SchemaError} for a schema that Ajv's strict mode refuses, or that needs more of Ajv at run time
 */
export function compileValidator(
  { name, schema }: SchemaFile,
  { exportName, source }: ValidatorOptions,
): string {
  const ajv = new Ajv2020({
    strict: true,
    // For the host that masks such values; it restricts nothing.
    keywords: ["x-data-class"],
    allErrors: false,
    inlineRefs: false,
    messages: true,
    code: { esm: true, source: true, lines: true },
  });
  let code: string;
  try {
    const id = `vial:${name}`;
    ajv.addSchema({ ...(mapSchemas(schema, withoutProse) as object), $id: id });
    code = standalone.default(ajv, { [exportName]: id });
  } catch (error) {
    throw new SchemaError(name, "", `Ajv refuses it (${(error as Error).message})`, "mend the schema");
  }
  for (const [asked, given] of runtime) code = code.replaceAll(asked, given);
  const left = /require\("([^"]+)"\)/.exec(code);
  if (left !== null) {
    throw new SchemaError(name, "", `its validator would import ${left[1]}`, "say it with another keyword");
  }
  return `// ${source}\n/* oxlint-disable */\n${code.replace('"use strict";', "")}\n`;
}

/** What only people read. */
const prose: ReadonlySet<string> = new Set([
  "$comment",
  "default",
  "deprecated",
  "description",
  "examples",
  "title",
]);

function withoutProse(schema: SchemaObject): SchemaObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !prose.has(keyword)));
}
