/** A JSON value as the reference reads it. Objects are maps, so that no key is special. */
export type JsonValue = null | boolean | number | string | JsonValue[] | Map<string, JsonValue>;

/** Why an input is refused. */
export class Refusal extends Error {
  /** Where, as a JSON pointer; undefined where the input is not JSON at all, for then readers notice at different places. */
  readonly pointer: string | undefined;

  constructor(message: string, pointer?: string) {
    super(message);
    this.name = "Refusal";
    this.pointer = pointer;
  }
}

const nestingLimit = 512;

/** One token: white space, then a literal, a number, a string or a punctuation mark (RFC 8259, sections 2 to 7). */
const token =
  // oxlint-disable-next-line no-control-regex -- control characters are what a string may not hold
  /[ \t\n\r]*(?:(true|false|null)|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|"((?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"|([[\]{},:]))/uy;

const literals: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const shortEscapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/**
 * Reads JSON as every Vial PDK does: RFC 8259, well-formed UTF-8 without a byte order mark, no lone surrogates, numbers
 * rounded to binary64 and finite, the last of duplicate members, at most 512 arrays and objects within each other.
 *
 * It shares nothing with `JSON.parse`, which reads half of these otherwise.
 *
 * @throws {@link Refusal}
 */
export function readJson(bytes: Uint8Array): JsonValue {
  const text = decode(bytes);
  let at = 0;

  function next(): RegExpExecArray {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) throw new Refusal("not JSON");
    at = token.lastIndex;
    return match;
  }

  function value(match: RegExpExecArray, depth: number): JsonValue {
    const [, literal, number, string, mark] = match;
    if (literal !== undefined) return literals.get(literal) as JsonValue;
    if (number !== undefined) return finite(Number(number));
    if (string !== undefined) return unescape(string);
    if (depth === nestingLimit) throw new Refusal("nested too deep");
    if (mark === "[") return array(depth + 1);
    if (mark === "{") return object(depth + 1);
    throw new Refusal("not JSON");
  }

  function array(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    let match = next();
    if (match[4] === "]") return items;
    for (;;) {
      items.push(value(match, depth));
      if (closes("]")) return items;
      match = next();
    }
  }

  function object(depth: number): Map<string, JsonValue> {
    const members = new Map<string, JsonValue>();
    let match = next();
    if (match[4] === "}") return members;
    for (;;) {
      if (match[3] === undefined || next()[4] !== ":") throw new Refusal("not JSON");
      members.set(unescape(match[3]), value(next(), depth));
      if (closes("}")) return members;
      match = next();
    }
  }

  function closes(bracket: string): boolean {
    const [, , , , mark] = next();
    if (mark !== bracket && mark !== ",") throw new Refusal("not JSON");
    return mark === bracket;
  }

  const whole = value(next(), 0);
  if (/[^ \t\n\r]/.test(text.slice(at))) throw new Refusal("not JSON");
  return whole;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Refusal(`not UTF-8: ${String(cause)}`);
  }
}

function finite(number: number): number {
  if (!Number.isFinite(number)) throw new Refusal("number out of range");
  return number;
}

function unescape(string: string): string {
  const plain = string.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gu, (_, unit?: string, letter = "") =>
    unit === undefined ? (shortEscapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(unit, 16)),
  );
  if (!plain.isWellFormed()) throw new Refusal("lone surrogate");
  return plain;
}
