import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

/** As much of a resource as the tests look at. */
export interface Resource {
  readonly resourceType: string;
  readonly [element: string]: unknown;
}

export interface Entry {
  readonly fullUrl?: string;
  readonly resource: Resource;
}

export interface Bundle {
  readonly resourceType: "Bundle";
  readonly type: string;
  readonly entry?: readonly Entry[];
}

export interface Issue {
  readonly severity: string;
  readonly code: string;
  readonly diagnostics: string;
  readonly expression?: readonly string[];
}

/** What `process` answers: see `schemas/result.schema.json`. */
export interface Result {
  readonly bundle: Bundle;
  readonly outcome: { readonly issue: readonly Issue[] };
  readonly summary: {
    readonly entries: number;
    readonly duplicates: number;
    readonly changed: number;
    readonly removed: number;
    readonly references: { readonly resolved: number; readonly unresolved: number };
    readonly lookups: {
      readonly planned: number;
      readonly requests: number;
      readonly answered: number;
      readonly failed: number;
    };
  };
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const isResult = ajv.compile(readSchema("result"));
const isBundle = ajv.compile(readSchema("bundle"));

function readSchema(name: string): object {
  return JSON.parse(
    readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8"),
  ) as object;
}

/** Reads an answer of `process`, which its schema describes. */
export function readResult(text: string): Result {
  const result = JSON.parse(text) as Result;
  if (!isResult(result)) throw new Error(ajv.errorsText(isResult.errors));
  return result;
}

/** Reads a Bundle, which its schema describes. */
export function readBundle(text: string): Bundle {
  const bundle = JSON.parse(text) as Bundle;
  if (!isBundle(bundle)) throw new Error(ajv.errorsText(isBundle.errors));
  return bundle;
}

/** The resources of one type. */
export function resourcesOf(bundle: Bundle, type: string): Resource[] {
  return (bundle.entry ?? [])
    .map(({ resource }) => resource)
    .filter(({ resourceType }) => resourceType === type);
}
