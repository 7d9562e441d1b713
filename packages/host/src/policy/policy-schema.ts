import * as v from "valibot";
import { webAssemblyFeatures } from "../admission/features.ts";
import { dataClasses } from "./data-classes.ts";
import type { DataGrant, Grants, HttpGrant, Policy, ScanRules } from "./policy.ts";

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const names = v.array(text);

const dataClass = v.picklist(dataClasses);

const origin = v.pipe(
  v.string(),
  v.check(
    (value) => URL.canParse(value) && /^https?:\/\//.test(value) && new URL(value).origin === value,
    "an origin like https://partner.example, with a port where it is not the scheme's own",
  ),
);

const http = v.strictObject({
  origin,
  methods: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z]+$/))), v.minLength(1)),
  pathPrefixes: v.pipe(v.array(v.pipe(v.string(), v.startsWith("/"))), v.minLength(1)),
  private: v.optional(v.boolean()),
  headers: v.optional(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9!#$%&'*+.^_`|~-]+$/)))),
  secretHeaders: v.optional(v.custom<HttpGrant["secretHeaders"]>(isTexts, "an object of texts")),
  dataClasses: v.optional(v.array(dataClass)),
} satisfies Record<keyof HttpGrant, unknown>);

const data = v.strictObject({
  purpose: v.optional(text),
  classes: v.array(dataClass),
} satisfies Record<keyof DataGrant, unknown>);

const grants = {
  config: v.optional(names),
  secrets: v.optional(names),
  http: v.optional(v.array(http)),
  hostFunctions: v.optional(names),
  vars: v.optional(v.boolean()),
  features: v.optional(v.array(v.picklist(webAssemblyFeatures))),
  data: v.optional(v.array(data)),
} satisfies Record<keyof Grants, unknown>;

const scan = v.strictObject({
  classes: v.optional(v.array(dataClass)),
  output: v.optional(v.picklist(["block", "report"])),
  http: v.optional(v.picklist(["block", "report"])),
  logs: v.optional(v.literal("redact")),
} satisfies Record<keyof ScanRules, unknown>);

/** What the load option `policy` takes. */
export const policySchema: v.GenericSchema = v.pipe(
  v.custom<object>(isObject, "an object"),
  v.strictObject({
    ...grants,
    tenants: v.optional(v.record(text, v.strictObject(grants))),
    scan: v.optional(scan),
  } satisfies Record<keyof Policy, unknown>),
);

/** For valibot, a list is an object as well. */
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((each) => typeof each === "string")
  );
}
