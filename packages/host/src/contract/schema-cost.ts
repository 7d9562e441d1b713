import { edgesOf, overlap, SchemaRefused, type Edge, type Schema } from "./schema-graph.ts";

/** Applications of a subschema to one value, references followed. Beyond it a schema is a bomb, not a contract. */
const maxApplications = 20_000;
/** Levels of objects and arrays in a schema. */
const maxDepth = 200;

interface Node {
  readonly edges: readonly Edge[];
  /** The group of schemas that refer to each other in a circle; a group of its own when there is none. */
  readonly group: number;
  readonly recursive: boolean;
  /** Whether a circle can be reached from here: how often this is applied depends on the value's depth. */
  readonly heavy: boolean;
}

/**
 * Refuses schemas for which a value can be made that takes more than linear time to check. Both the schema and the
 * value may be a hostile partner's, and checking runs on the host's thread.
 *
 * A schema without circles applies a fixed number of subschemas to a value: that number is bounded. On a circle every
 * part of a value must be reached by one way only; two ways would double the work with each level of depth.
 *
 * @throws SchemaRefused
 */
export function checkSchemaCost(root: Schema): void {
  checkDepth(root);
  const nodes = new Map<Schema, Node>();
  visit(root, root, nodes);
  for (const [schema, node] of nodes) {
    checkUniqueItems(schema);
    if (node.recursive) checkWays(node, heavyParts(schema, nodes, new Set()), nodes);
  }
  countApplications(root, nodes);
}

/** Ajv, and the functions below, recurse with a schema's depth. */
function checkDepth(root: Schema): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) throw new SchemaRefused(`it is nested more than ${maxDepth} levels deep`);
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
}

/** Of two heavy subschemas for the same part of a value, none may lead back to where they are applied. */
function checkWays(node: Node, parts: readonly Edge[], nodes: ReadonlyMap<Schema, Node>): void {
  const leadsBack = ({ schema }: Edge): boolean => nodes.get(schema)!.group === node.group;
  for (const [index, part] of parts.entries()) {
    const rivals = parts.slice(0, index).filter(({ target }) => overlap(part.target, target));
    if (rivals.some((rival) => leadsBack(part) || leadsBack(rival)))
      throw new SchemaRefused("a recursive part of it can be reached in two ways");
  }
}

/** Tarjan's strongly connected components, without recursion: a schema may be nested deeply. */
function visit(start: Schema, root: Schema, nodes: Map<Schema, Node>): void {
  interface Frame {
    readonly schema: Schema;
    readonly edges: readonly Edge[];
    next: number;
  }
  const order = new Map<Schema, number>();
  const lowest = new Map<Schema, number>();
  const open: Schema[] = [];
  const frames: Frame[] = [];
  const edgesBySchema = new Map<Schema, readonly Edge[]>();
  const enter = (schema: Schema): void => {
    const edges = edgesOf(schema, root);
    edgesBySchema.set(schema, edges);
    order.set(schema, order.size);
    lowest.set(schema, order.get(schema)!);
    open.push(schema);
    frames.push({ schema, edges, next: 0 });
  };
  enter(start);
  while (frames.length > 0) {
    const frame = frames.at(-1)!;
    const edge = frame.edges[frame.next++];
    if (edge !== undefined) {
      if (!order.has(edge.schema)) enter(edge.schema);
      else if (!nodes.has(edge.schema)) lower(lowest, frame.schema, order.get(edge.schema)!);
      continue;
    }
    frames.pop();
    const parent = frames.at(-1);
    if (parent !== undefined) lower(lowest, parent.schema, lowest.get(frame.schema)!);
    if (lowest.get(frame.schema) === order.get(frame.schema)) closeGroup(frame.schema);
  }

  function closeGroup(first: Schema): void {
    const members = open.splice(open.indexOf(first));
    const edges = members.flatMap((member) => edgesBySchema.get(member)!);
    const recursive = edges.some((edge) => members.includes(edge.schema));
    const heavy = recursive || edges.some((edge) => nodes.get(edge.schema)?.heavy === true);
    const group = order.get(first)!;
    for (const member of members)
      nodes.set(member, { edges: edgesBySchema.get(member)!, group, recursive, heavy });
  }
}

function lower(lowest: Map<Schema, number>, schema: Schema, to: number): void {
  lowest.set(schema, Math.min(lowest.get(schema)!, to));
}

/** The heavy subschemas applied to parts of a value, those of subschemas for the same value included. */
function heavyParts(schema: Schema, nodes: ReadonlyMap<Schema, Node>, above: Set<Schema>): Edge[] {
  if (above.has(schema)) throw new SchemaRefused("it refers to itself for the same value");
  if (above.size > 100) throw new SchemaRefused("its references are nested too deeply");
  above.add(schema);
  const parts: Edge[] = [];
  for (const edge of nodes.get(schema)!.edges) {
    if (!nodes.get(edge.schema)!.heavy) continue;
    if (edge.target.kind === "same") parts.push(...heavyParts(edge.schema, nodes, above));
    else parts.push(edge);
    if (parts.length > 1000) throw new SchemaRefused("it has too many recursive parts");
  }
  above.delete(schema);
  return parts;
}

function countApplications(root: Schema, nodes: ReadonlyMap<Schema, Node>): void {
  const counts = new Map<Schema, number>();
  const count = (schema: Schema): number => {
    const known = counts.get(schema);
    if (known !== undefined) return known;
    const node = nodes.get(schema)!;
    let total = 1;
    for (const edge of node.edges) {
      const inside = nodes.get(edge.schema)!.group === node.group;
      total += inside ? 1 : count(edge.schema);
      if (total > maxApplications)
        throw new SchemaRefused(`it applies more than ${maxApplications} subschemas`);
    }
    counts.set(schema, total);
    return total;
  };
  count(root);
}

/** Comparing objects or arrays with each other takes quadratic time; scalars are looked up. */
function checkUniqueItems(schema: Schema): void {
  if (schema["uniqueItems"] !== true) return;
  const items = schema["items"] as Schema | undefined;
  const types = [items?.["type"]].flat();
  const scalar = types.every((type) => ["string", "number", "integer", "boolean"].includes(String(type)));
  if (!scalar)
    throw new SchemaRefused("uniqueItems needs items with a type that is string, number, integer or boolean");
}
