/** Random inputs, the same ones in every run. */

/** Gives whole numbers from 0 up to, but not including, its argument. */
export type Random = (below: number) => number;

/** A generator of the mulberry32 family. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random(choices.length)] as T;
}

function repeat(random: Random, most: number, make: () => string): string {
  return Array.from({ length: random(most + 1) }, make).join("");
}

const delimiterSets = ["|^~\\&", "|^~\\&", "|^~\\&#", "|^~\\", "|^~", "$!:/*", '"#%`@', "\\&|^~", ".,;'-_"];
const charsets = ["", "", "UNICODE UTF-8", "ASCII", "8859/1", "8859/15", "8859/1~JAS2020", "GB 18030-2000"];
const ids = ["PID", "OBX", "NTE", "ZAA", "ZZ9", "AL1"];

/** A piece of text: words, control characters, quotes, escapes, whole and broken UTF-8. */
function textOf(random: Random, escape: string): string {
  const sequence = (code: string): string => `${escape}${code}${escape}`;
  return repeat(random, 5, () =>
    pick(random, [
      () => repeat(random, 12, () => String.fromCharCode(0x61 + random(26))),
      () => repeat(random, 90, () => "lorem ipsum "[random(12)] as string),
      () => pick(random, ["\0", "\x01", "\t", "\v", "\x1C", "\x7F", '"', "\\", '""', "/", " "]),
      () => sequence(pick(random, [..."FSTREPHNfX"])),
      () => sequence(pick(random, [".br", ".sp+3", "Cxxyy", "M0A0B0C", "Zab", "X4", "XG0", "", "x41"])),
      () =>
        sequence(
          `X${repeat(random, 5, () => pick(random, ["41", "C3", "A9", "e2", "82", "AC", "00", "0d", "22"]))}`,
        ),
      () => escape,
      () => pick(random, ["\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\xA9\xBA", "\xEF\xBB\xBF"]),
      () =>
        pick(random, [
          "\xC3",
          "\xE2\x82",
          "\xF0\x9F",
          "\xED\xA0\x80",
          "\xC0\xAF",
          "\xF4\x90",
          "\x80",
          "\xFF",
          "\xA4",
        ]),
    ])(),
  );
}

function fieldsOf(random: Random, delimiters: string): string {
  const [field = "|", component = "^", repetition = "~", escape = "\\", subcomponent = "&"] = delimiters;
  return repeat(random, 12, () => {
    const separator = pick(random, [field, field, field, component, component, repetition, subcomponent]);
    return pick(random, ["", textOf(random, escape)]) + separator;
  });
}

function lineEnd(random: Random): string {
  return pick(random, ["\r", "\r", "\r", "\n", "\r\n", "\r\r\n"]);
}

function headerOf(random: Random, id: string, delimiters: string): string {
  const field = delimiters[0] as string;
  const start = `${id}${delimiters}`;
  if (id !== "MSH" || random(4) === 0) {
    return start + pick(random, ["", field + fieldsOf(random, delimiters)]) + lineEnd(random);
  }
  const fields = Array.from({ length: 16 }, () => pick(random, ["", textOf(random, delimiters[3] ?? "\\")]));
  fields[6] = ["ADT", "A01", "ADT_A01"].slice(0, random(4)).join(delimiters[1]);
  fields[15] = pick(random, charsets);
  const segments = Array.from(
    { length: random(5) },
    () => pick(random, ids) + pick(random, ["", field + fieldsOf(random, delimiters)]) + lineEnd(random),
  );
  return [start, ...fields].join(field) + lineEnd(random) + segments.join("");
}

/** Messages with the segments of the batch protocol around them, not always where they belong. */
function partsOf(random: Random): string {
  const delimiters = pick(random, delimiterSets);
  const field = delimiters[0] as string;
  const trailers = ["", "", "", "", `BTS${field}1\r`, "BTS\r", `BTS${field}${random(3)}\r`];
  const part = (): string => {
    const id = pick(random, ["MSH", "MSH", "MSH", "MSH", "BHS"]);
    const own = random(20) === 0 ? pick(random, delimiterSets) : delimiters;
    return headerOf(random, id, own) + pick(random, trailers);
  };
  const start = random(5) === 0 ? headerOf(random, "FHS", delimiters) : "";
  const end = pick(random, ["", "", "", "", `FTS${field}1\r`, `FTS${field}${random(3)}\r`, "FTS\n"]);
  return start + part() + repeat(random, 3, part) + end;
}

/** A frame around all of it, or around each part that a header starts. */
function framed(random: Random, input: string): string {
  const content = input.replaceAll("\x0B", "").replaceAll("\x1C", "");
  const parts = random(2) === 0 ? [content] : content.split(/(?<=[\r\n])(?=MSH|BHS|BTS|FTS)/);
  return parts.map((part) => `\x0B${part}\x1C${pick(random, ["\r", "\r", "\r\n", ""])}`).join("");
}

/** An input of a few segments, mostly sound, sometimes in a frame, cut off or with a byte exchanged. */
export function inputOf(random: Random): string {
  let input = partsOf(random);
  if (random(5) === 0) input = framed(random, input);
  if (random(8) === 0) input = input.slice(0, random(input.length));
  if (random(8) === 0) {
    const at = random(input.length);
    input = input.slice(0, at) + String.fromCharCode(random(256)) + input.slice(at + 1);
  }
  return input;
}
