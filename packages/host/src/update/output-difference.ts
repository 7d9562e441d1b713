import { escapeControls } from "../engine/log.ts";

/** How two outputs differ in one place. */
export interface OutputDifference {
  /**
   * Where, as a JSON pointer (RFC 6901). `*` stands for any element of an array, and for each member whose name is neither in the
   * plugin's schemas nor in its fixtures: such a name may be a patient's. Empty for the whole output.
   */
  readonly path: string;
  /** `length`: of an array, or of an output that is not JSON. `failure`: only one of them failed, or each in another way. */
  readonly kind: "value" | "type" | "missing" | "added" | "length" | "failure";
}

/** Places in one pair of outputs that are told apart. */
const placesTold = 100;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Where two outputs differ, never in what. JSON is compared as values, anything else byte by byte. */
export function compareOutputs(
  before: Uint8Array,
  after: Uint8Array,
  names: ReadonlySet<string>,
): OutputDifference[] {
  if (Buffer.compare(before, after) === 0) return [];
  try {
    return compareJson(parse(before), parse(after), names);
  } catch {
    return [{ path: "", kind: before.length === after.length ? "value" : "length" }];
  }
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(decoder.decode(bytes)) as unknown;
}

type Json = Readonly<Record<string, unknown>>;

function compareJson(before: unknown, after: unknown, names: ReadonlySet<string>): OutputDifference[] {
  const found: OutputDifference[] = [];
  const open: [path: string, before: unknown, after: unknown][] = [["", before, after]];
  // A list instead of recursion: how deep an output is nested is the plugin's choice.
  for (let next = open.pop(); next !== undefined && found.length < placesTold; next = open.pop()) {
    const [path, old, now] = next;
    if (typeOf(old) !== typeOf(now)) found.push({ path, kind: "type" });
    else if (Array.isArray(old)) {
      const [oldItems, items] = [old, now as unknown[]];
      if (oldItems.length !== items.length) found.push({ path, kind: "length" });
      const shared = Math.min(oldItems.length, items.length);
      for (let index = 0; index < shared; index++) open.push([`${path}/*`, oldItems[index], items[index]]);
    } else if (typeof old === "object" && old !== null) {
      const [oldMembers, members] = [old as Json, now as Json];
      for (const name of new Set([...Object.keys(oldMembers), ...Object.keys(members)])) {
        const at = `${path}/${names.has(name) ? pointerPart(name) : "*"}`;
        if (!Object.hasOwn(members, name)) found.push({ path: at, kind: "missing" });
        else if (!Object.hasOwn(oldMembers, name)) found.push({ path: at, kind: "added" });
        else open.push([at, oldMembers[name], members[name]]);
      }
    } else if (!Object.is(old, now) && old !== now) found.push({ path, kind: "value" });
  }
  return found;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function pointerPart(name: string): string {
  return escapeControls(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}
