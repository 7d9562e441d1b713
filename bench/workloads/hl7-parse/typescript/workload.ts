import { isUtf8 } from "node:buffer";

type Component = string | string[];
type Repetition = string | Component[];
type Segment = [name: string, ...fields: Repetition[][]];

interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** HL7 v2 messages (ER7) to JSON. */
export function run(input: Uint8Array): Uint8Array {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  return Buffer.from(JSON.stringify(parse(bytes.toString(isUtf8(bytes) ? "utf8" : "latin1"))));
}

function parse(text: string): Segment[][] | { error: string; segment: number } {
  const messages: Segment[][] = [];
  let delimiters: Delimiters | undefined;
  let count = 0;
  for (const line of text.split(/[\r\n]+/)) {
    if (line === "") continue;
    count++;
    if (line.startsWith("MSH")) {
      delimiters = readDelimiters(line);
      if (delimiters === undefined) return { error: "delimiters", segment: count };
      messages.push([readHeader(line, delimiters)]);
      continue;
    }
    if (delimiters === undefined) return { error: "header", segment: count };
    const [name, ...fields] = line.split(delimiters.field) as [string, ...string[]];
    if (!/^[A-Z][A-Z0-9]{2}$/.test(name)) return { error: "segment", segment: count };
    messages.at(-1)!.push([name, ...readFields(fields, delimiters)]);
  }
  return messages;
}

function readDelimiters(line: string): Delimiters | undefined {
  const field = line.charAt(3);
  const [characters = ""] = line.slice(4).split(field);
  const all = field + characters;
  if (!/^[!#-/:-@[-`{-~]{5,6}$/.test(all) || new Set(all).size < all.length) return undefined;
  const [component = "", repetition = "", escape = "", subcomponent = ""] = characters;
  return { field, component, repetition, escape, subcomponent };
}

function readHeader(line: string, delimiters: Delimiters): Segment {
  const [characters = "", ...fields] = line.slice(4).split(delimiters.field);
  return ["MSH", [delimiters.field], [characters], ...readFields(fields, delimiters)];
}

function readFields(fields: readonly string[], delimiters: Delimiters): Repetition[][] {
  return fields.map((field) =>
    field === ""
      ? []
      : split(field, delimiters.repetition).map((repetition) => readRepetition(repetition, delimiters)),
  );
}

function readRepetition(repetition: string, delimiters: Delimiters): Repetition {
  const components = split(repetition, delimiters.component);
  if (components.length > 1 || repetition.includes(delimiters.subcomponent))
    return components.map((component) => readComponent(component, delimiters));
  return unescape(repetition, delimiters);
}

function readComponent(component: string, delimiters: Delimiters): Component {
  if (!component.includes(delimiters.subcomponent)) return unescape(component, delimiters);
  return component.split(delimiters.subcomponent).map((text) => unescape(text, delimiters));
}

/** Most pieces are whole: looking first is faster. */
function split(text: string, separator: string): string[] {
  return text.includes(separator) ? text.split(separator) : [text];
}

function unescape(text: string, delimiters: Delimiters): string {
  if (!text.includes(delimiters.escape)) return text;
  const meanings: Record<string, string | undefined> = {
    F: delimiters.field,
    S: delimiters.component,
    R: delimiters.repetition,
    E: delimiters.escape,
    T: delimiters.subcomponent,
    ".br": "\n",
  };
  // An odd piece is between two escape characters, but for the last: it has none behind it.
  const pieces = text.split(delimiters.escape);
  const unescaped = pieces.map((piece, index) => {
    if (index % 2 === 0) return piece;
    const escape = delimiters.escape;
    if (index === pieces.length - 1) return escape + piece;
    return meanings[piece] ?? escape + piece + escape;
  });
  return unescaped.join("");
}
