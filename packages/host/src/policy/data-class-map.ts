import type { DataClass } from "@vial/pdk-types";
import { edgesOf, isSchema, type Edge, type Schema, type Target } from "../contract/schema-graph.ts";

/** The keyword by which a schema says what class of data a value is. What is inside the value is of that class too. */
export const dataClassKeyword = "x-data-class";

type PartTarget = Exclude<Target, { readonly kind: "same" }>;

/** What a schema says of a value's classes, and where the classes of its parts are said. */
export interface ClassNode {
  readonly classes: ReadonlySet<DataClass>;
  /** Members that have to be there. */
  readonly required: ReadonlySet<string>;
  /** Types that the value may have, and the shortest text it may be. */
  readonly types: ReadonlySet<unknown>;
  readonly minLength: number;
  /** Filled in once all nodes are there: schemas may be recursive. */
  parts: readonly (readonly [target: PartTarget, node: ClassNode])[];
}

/**
 * Reads a schema's classes. Whichever branch of an `anyOf` or `if` a value takes, it gets the classes of all of them: too
 * much is masked rather than too little.
 */
export function classMap(root: Schema): ClassNode {
  const nodes = new Map<Schema, ClassNode>();
  const open: (() => void)[] = [];
  const nodeOf = (schema: Schema): ClassNode => {
    const known = nodes.get(schema);
    if (known !== undefined) return known;
    const same = sameValue(schema, root);
    const node: ClassNode = {
      classes: new Set(same.flatMap((each) => (each[dataClassKeyword] as DataClass | undefined) ?? [])),
      required: new Set(same.flatMap((each) => (each["required"] as string[] | undefined) ?? [])),
      types: new Set(same.flatMap((each) => each["type"] ?? [])),
      minLength: Math.max(0, ...same.map((each) => (each["minLength"] as number | undefined) ?? 0)),
      parts: [],
    };
    nodes.set(schema, node);
    open.push(() => {
      const edges = same.flatMap((each) => edgesOf(each, root)).filter(isPart);
      node.parts = edges.map(({ target, schema: part }) => [target, nodeOf(part)] as const);
    });
    return node;
  };
  const node = nodeOf(root);
  for (let next = open.pop(); next !== undefined; next = open.pop()) next();
  prune([...nodes.values()]);
  return node;
}

/** All classes that are said anywhere below. */
export function classesIn(root: ClassNode): Set<DataClass> {
  const seen = new Set<ClassNode>([root]);
  for (const node of seen) for (const [, part] of node.parts) seen.add(part);
  return new Set([...seen].flatMap(({ classes }) => [...classes]));
}

/** The nodes for one member of an object or element of an array, and whether the schema knows it by name. */
export function partsOf(nodes: readonly ClassNode[], key: string | number): ClassNode[] {
  return nodes.flatMap(({ parts }) =>
    parts.filter(([target]) => concerns(target, key)).map(([, node]) => node),
  );
}

/** Whether some schema names this member: other names are data. */
export function isNamed(nodes: readonly ClassNode[], key: string): boolean {
  return nodes.some(({ parts }) =>
    parts.some(([target]) => target.kind === "property" && target.key === key),
  );
}

function concerns(target: PartTarget, key: string | number): boolean {
  if (typeof key === "string") {
    if (target.kind === "property") return target.key === key;
    if (target.kind === "otherProperties") return !namesOf(target.owner["properties"]).has(key);
    return target.kind === "anyProperty";
  }
  if (target.kind === "item") return Number(target.key) === key;
  if (target.kind === "otherItems") return key >= listLength(target.owner["prefixItems"]);
  return target.kind === "anyItem";
}

function namesOf(properties: unknown): { has(key: string): boolean } {
  return { has: (key) => isSchema(properties) && Object.hasOwn(properties, key) };
}

function listLength(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** A schema with all that are applied to the same value. */
function sameValue(schema: Schema, root: Schema): Schema[] {
  const found = new Set<Schema>([schema]);
  for (const each of found)
    for (const edge of edgesOf(each, root)) if (edge.target.kind === "same") found.add(edge.schema);
  return [...found];
}

function isPart(edge: Edge): edge is Edge & { readonly target: PartTarget } {
  return edge.target.kind !== "same";
}

/** Leaves out parts below which no class is said, so that values are not walked for nothing. */
function prune(nodes: readonly ClassNode[]): void {
  const parents = new Map<ClassNode, ClassNode[]>();
  for (const node of nodes)
    for (const [, part] of node.parts) parents.set(part, [...(parents.get(part) ?? []), node]);
  const telling = new Set(nodes.filter(({ classes }) => classes.size > 0));
  for (const node of telling) for (const parent of parents.get(node) ?? []) telling.add(parent);
  for (const node of nodes) node.parts = node.parts.filter(([, part]) => telling.has(part));
}
