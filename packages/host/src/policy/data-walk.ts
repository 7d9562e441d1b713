import type { DataClass } from "@vial/pdk-types";
import { escapeControls } from "../engine/log.ts";
import { isNamed, partsOf, type ClassNode } from "./data-class-map.ts";

/** A value of the input that is looked for in what leaves the plugin. */
export interface Identifier {
  /** Where it stands, as a JSON pointer (RFC 6901) with `*` for names that are data. */
  readonly pointer: string;
  readonly dataClass: DataClass;
  readonly text: string;
}

/** What is done with the values of a message. */
export interface WalkRules {
  /** Values of these classes are masked. */
  readonly masked: ReadonlySet<DataClass>;
  /** Of what is left, values of these classes are collected. */
  readonly collected: ReadonlySet<DataClass>;
}

/** What came of a message: it was changed in place. */
export interface Walked {
  readonly value: unknown;
  readonly maskedValues: number;
  readonly identifiers: readonly Identifier[];
}

/** Masks and collects the values of a message by their classes. The message is changed in place. */
export function walkClasses(message: unknown, root: ClassNode, { masked, collected }: WalkRules): Walked {
  const identifiers: Identifier[] = [];
  let maskedValues = 0;

  const visit = (
    value: unknown,
    nodes: readonly ClassNode[],
    pointer: string,
    required: boolean,
  ): unknown => {
    const classes = nodes.flatMap((node) => [...node.classes]);
    if (classes.some((each) => masked.has(each))) {
      maskedValues++;
      return required ? neutral(value, nodes) : undefined;
    }
    const dataClass = classes.find((each) => collected.has(each));
    if (dataClass !== undefined) collect(value, dataClass, pointer, identifiers);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const parts = partsOf(nodes, index);
        if (parts.length > 0) value[index] = visit(item, parts, `${pointer}/${index}`, true);
      }
      return value;
    }
    const object = value as Record<string, unknown>;
    for (const key of Object.keys(object)) {
      const parts = partsOf(nodes, key);
      if (parts.length === 0) continue;
      const name = isNamed(nodes, key)
        ? escapeControls(key.replaceAll("~", "~0").replaceAll("/", "~1"))
        : "*";
      const needed = nodes.some((node) => node.required.has(key));
      const left = visit(object[key], parts, `${pointer}/${name}`, needed);
      if (left === undefined) delete object[key];
      else object[key] = left;
    }
    return value;
  };

  const value = visit(message, [root], "", true);
  return { value, maskedValues, identifiers };
}

/** What stands in for a value that has to be there: of its type, and nothing of it. */
function neutral(value: unknown, nodes: readonly ClassNode[]): unknown {
  if (nodes.some(({ types }) => types.has("null"))) return null;
  switch (typeof value) {
    case "string":
      return "*".repeat(Math.max(0, ...nodes.map(({ minLength }) => minLength)));
    case "number":
      return 0;
    case "boolean":
      return false;
    default:
      return Array.isArray(value) ? [] : {};
  }
}

function collect(value: unknown, dataClass: DataClass, pointer: string, into: Identifier[]): void {
  if (typeof value === "string" || typeof value === "number") {
    into.push({ pointer, dataClass, text: String(value) });
  } else if (typeof value === "object" && value !== null) {
    for (const [key, part] of Object.entries(value))
      collect(part, dataClass, `${pointer}/${Array.isArray(value) ? key : "*"}`, into);
  }
}
