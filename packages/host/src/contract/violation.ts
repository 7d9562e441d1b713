import type { ErrorObject } from "ajv";
import { escapeControls } from "../engine/log.ts";
import { isSchema } from "./schema-graph.ts";

/** What is wrong with a value, in words that hold nothing of the value. */
export function describeViolation({ keyword, params }: ErrorObject): string {
  const given = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case "type":
      return `is not of type ${[given["type"]].flat().join(" or ")}`;
    case "required":
      return `lacks the member ${escapeControls(JSON.stringify(given["missingProperty"]))}`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return "has a member that the schema does not know";
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return `is not ${String(given["comparison"])} ${String(given["limit"])}`;
    case "minLength":
    case "maxLength":
      return `is too ${keyword === "minLength" ? "short" : "long"} (${keyword} ${String(given["limit"])})`;
    case "minItems":
    case "maxItems":
      return `has too ${keyword === "minItems" ? "few" : "many"} elements (${keyword} ${String(given["limit"])})`;
    case "enum":
    case "const":
      return "is not one of the values it may have";
    default:
      return `does not satisfy the schema's ${keyword}`;
  }
}

/** Every member name a schema declares. */
export function declaredNames(schema: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const open: unknown[] = [schema];
  while (open.length > 0) {
    const next = open.pop();
    if (Array.isArray(next)) open.push(...(next as unknown[]));
    if (!isSchema(next)) continue;
    if (isSchema(next["properties"])) for (const name of Object.keys(next["properties"])) names.add(name);
    open.push(...Object.values(next));
  }
  return names;
}

/**
 * The JSON pointer (RFC 6901) with `*` for each member whose name is not the schema's own: such names are data, and may
 * be a patient's.
 */
export function maskPointer(pointer: string, value: unknown, names: ReadonlySet<string>): string {
  let parent = value;
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      const known = Array.isArray(parent) || names.has(key);
      parent = (parent as Readonly<Record<string, unknown>>)[key];
      return known ? `/${escapeControls(part)}` : "/*";
    });
  return parts.join("");
}
