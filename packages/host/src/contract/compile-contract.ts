import { Ajv2020, type Options } from "ajv/dist/2020.js";
import { RE2JS } from "re2js";
import { escapeControls } from "../engine/log.ts";
import { PluginError } from "../plugin-error.ts";
import { dataClassKeyword } from "../policy/data-class-map.ts";
import { dataClasses } from "../policy/data-classes.ts";
import { Contract, type ExportChecks, type MessageCheck } from "./contract.ts";
import { checkSchemaCost } from "./schema-cost.ts";
import { SchemaRefused, type Schema } from "./schema-graph.ts";
import { declaredNames } from "./violation.ts";

/** The schemas of one export's messages. */
export interface MessageSchemas {
  readonly input?: Schema | undefined;
  readonly output?: Schema | undefined;
}

/**
 * Compiles the schemas of a plugin's messages, once {@link preparations} were made.
 *
 * Schemas are a partner's text. Patterns run on RE2, in linear time; schemas whose check could take more than linear time
 * are refused; nothing outside a schema is referred to.
 *
 * @throws PluginError `INVALID_MANIFEST` naming the export and the side.
 */
export function compileContract(exports: ReadonlyMap<string, MessageSchemas>, plugin: string): Contract {
  const checks = new Map<string, ExportChecks>();
  for (const [name, schemas] of exports) {
    const own: { -readonly [side in keyof ExportChecks]: ExportChecks[side] } = {};
    for (const side of ["input", "output"] as const) {
      const schema = schemas[side];
      if (schema === undefined) continue;
      try {
        own[side] = compile(schema);
      } catch (cause) {
        throw refused(plugin, `exports.${name}.${side}.schema`, cause);
      }
    }
    checks.set(name, own);
  }
  return new Contract(checks);
}

const options = {
  strict: true,
  strictTypes: false,
  validateFormats: false,
  code: { regExp: Object.assign(linearRegExp, { code: "RE2JS" }) },
} satisfies Options;

/** Knows what a schema looks like. One for all, because compiling the schema of schemas takes ten times as long as most schemas. */
const schemaChecker = new Ajv2020(options);

const draft = "https://json-schema.org/draft/2020-12";

/** What has to be done before the first contract, in this order: compiling the schema of schemas takes long, so part by part. */
export const preparations: readonly (() => unknown)[] = [
  () => linearRegExp("^[a-z]").test("a"),
  ...["meta-data", "core", "validation", "applicator"].map(
    (part) => () => schemaChecker.getSchema(`${draft}/meta/${part}`),
  ),
  () => schemaChecker.getSchema(`${draft}/schema`),
];

function compile(schema: Schema): MessageCheck {
  checkSchemaCost(schema);
  schemaChecker.validateSchema(schema, true);
  // An instance for each: schemas may bear the same `$id`.
  const ajv = new Ajv2020({
    ...options,
    // Says what class of data a value is (policy/); it restricts nothing.
    keywords: [{ keyword: dataClassKeyword, metaSchema: { enum: dataClasses } }],
    validateSchema: false,
    meta: false,
  });
  return { validate: ajv.compile(schema), names: declaredNames(schema) };
}

function linearRegExp(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(pattern);
  // Ajv takes patterns with the same text for the same pattern.
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}

function refused(plugin: string, where: string, cause: unknown): PluginError {
  const why =
    cause instanceof SchemaRefused ? cause.message : "it is not a JSON Schema (draft 2020-12), see the cause";
  const message = `The manifest's ${escapeControls(where)} is refused: ${why}.`;
  return new PluginError("INVALID_MANIFEST", message, { plugin, phase: "load", cause });
}
