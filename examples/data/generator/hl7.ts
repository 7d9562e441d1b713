/** Text, escaped when it is written. `undefined` and "" are an absent value, `""` in quotes an explicit null. */
export type Leaf = string | undefined;
/** A component; an array holds its subcomponents. */
export type Component = Leaf | readonly Leaf[];
/** One repetition of a field; an array holds its components. */
export type Repetition = Leaf | readonly Component[];
export type Field = Repetition | { readonly repetitions: readonly Repetition[] };

/** A segment by the field numbers of the standard: `{ id: "PID", fields: { 3: …, 5: … } }`. */
export interface Segment {
  readonly id: string;
  readonly fields: Readonly<Record<number, Field>>;
}

/** MSH-1 and the four characters of MSH-2, in that order. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
  /** The codes of the escape sequences (HL7 v2.5.1 section 2.7) that characters in text turn into. */
  readonly codes: ReadonlyMap<string, string>;
}

/** Ask the reader of formatted text to set what lies between these in bold (`\H\` and `\N\`). */
export const highlight = { on: "\u000e", off: "\u000f" } as const;

/** The five delimiters from one string, in the order they have in a header: `|^~\&`. */
export function delimiters(characters: string): Delimiters {
  const [field, component, repetition, escape, subcomponent] = characters;
  if (!field || !component || !repetition || !escape || !subcomponent) {
    throw new RangeError(`five delimiters expected, got ${JSON.stringify(characters)}`);
  }
  const codes = new Map([
    [field, "F"],
    [component, "S"],
    [repetition, "R"],
    [escape, "E"],
    [subcomponent, "T"],
    ["\n", ".br"],
    [highlight.on, "H"],
    [highlight.off, "N"],
    ["\t", "X09"],
  ]);
  return { field, component, repetition, escape, subcomponent, codes };
}

export const standardDelimiters: Delimiters = delimiters("|^~\\&");

export function segment(id: string, fields: Segment["fields"]): Segment {
  return { id, fields };
}

export function repeat(...repetitions: readonly Repetition[]): Field {
  return { repetitions };
}

function escapeText(text: string, { codes, escape }: Delimiters): string {
  let escaped = "";
  for (const character of text) {
    const code = codes.get(character);
    escaped += code ? `${escape}${code}${escape}` : character;
  }
  return escaped;
}

function isArray<T>(value: Leaf | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

/** Joins the parts and drops the separators that nothing follows, as senders do. */
function join(parts: readonly string[], separator: string): string {
  const last = parts.findLastIndex((part) => part !== "");
  return parts.slice(0, last + 1).join(separator);
}

function encodeRepetition(value: Repetition, d: Delimiters): string {
  const leaf = (part: Leaf): string => escapeText(part ?? "", d);
  const component = (part: Component): string =>
    isArray(part) ? join(part.map(leaf), d.subcomponent) : leaf(part);
  return isArray(value) ? join(value.map(component), d.component) : leaf(value);
}

function encodeField(value: Field, d: Delimiters): string {
  const repetitions = typeof value === "object" && "repetitions" in value ? value.repetitions : [value];
  return repetitions.map((repetition) => encodeRepetition(repetition, d)).join(d.repetition);
}

const headers = new Set(["MSH", "FHS", "BHS"]);

/** A segment in ER7, without its terminator. A header's fields 1 and 2 are the delimiters and are not given. */
export function encodeSegment({ id, fields }: Segment, d: Delimiters): string {
  const length = Math.max(0, ...Object.keys(fields).map(Number));
  const encoded = Array.from({ length }, (_, index) => encodeField(fields[index + 1], d));
  if (!headers.has(id)) return join([id, ...encoded], d.field);
  const characters = d.component + d.repetition + d.escape + d.subcomponent;
  return join([id, characters, ...encoded.slice(2)], d.field);
}
