/**
 * A second opinion: ER7 read the plain way, straight from chapter 2 of the standard, by splitting. It shares
 * nothing with the plugin but the rules.
 */
import type { Batch, Delimiters, Document, Field, Message, Segment } from "./document.ts";

/** An input that breaks a rule, with the code that the plugin gives for it. */
export class OracleError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const headers = new Set(["MSH", "BHS", "FHS"]);

/** Parses bytes, given as a string of U+0000 to U+00FF. */
export function parse(input: string): Document {
  const state = new Parser();
  for (const block of blocks(input.replace(/^\xEF\xBB\xBF/, ""))) {
    state.message = undefined;
    for (const line of block.split(/[\r\n]+/)) if (line !== "") state.add(line);
  }
  return state.document();
}

/** What MLLP frames hold, or all of the input if there are none. */
function* blocks(input: string): Generator<string> {
  const [before = "", ...frames] = input.split("\x0B");
  if (frames.length === 0 || /[^\r\n]/.test(before)) {
    yield input;
    return;
  }
  for (const frame of frames) {
    const [content = "", after, ...others] = frame.split("\x1C");
    if (after === undefined) throw new OracleError("HL7-FRAME");
    yield content.replace(/^\xEF\xBB\xBF/, "");
    if (others.length > 0 || /[^\r\n]/.test(after)) throw new OracleError("HL7-FRAME");
  }
}

class Parser {
  message: Message | undefined;
  #header: Segment | null = null;
  #trailer: Segment | null = null;
  #batches: Batch[] = [];
  #batch: Batch | undefined;
  #delimiters: Delimiters | undefined;
  #fileDelimiters: Delimiters | undefined;
  #batchDelimiters: Delimiters | undefined;
  #charset = "";

  add(line: string): void {
    const id = line.slice(0, 3);
    if (this.#trailer) throw new OracleError("HL7-BATCH-ORDER");
    if (headers.has(id)) return this.#addHeader(id, line);
    if (this.#delimiters && (id === "BTS" || id === "FTS")) return this.#addTrailer(id, line);
    if (!this.message) throw new OracleError("HL7-NO-HEADER");
    (this.message.segments as Segment[]).push(this.#segment(line));
  }

  #addHeader(id: string, line: string): void {
    if (id === "FHS" && this.#delimiters) throw new OracleError("HL7-BATCH-ORDER");
    const delimiters = readDelimiters(line);
    this.#delimiters = delimiters;
    this.#charset = "";
    if (id === "MSH") this.#addMessage(line, delimiters);
    else if (id === "BHS") {
      this.#batchDelimiters = delimiters;
      this.#openBatch(this.#segment(line));
    } else {
      this.#fileDelimiters = delimiters;
      this.#header = this.#segment(line);
    }
  }

  #addMessage(line: string, delimiters: Delimiters): void {
    this.#charset = firstOf(line.split(delimiters.field)[17], delimiters);
    if (!["", '""', "ASCII", "UNICODE UTF-8", "UTF-8", "8859/1", "8859/15"].includes(this.#charset)) {
      throw new OracleError("HL7-CHARSET");
    }
    const msh = this.#segment(line);
    const first = (field: number, component: number): string =>
      msh.fields[field - 1]?.[0]?.[component - 1]?.[0] ?? "";
    const batch = this.#batch ?? this.#openBatch(null);
    this.message = {
      type: [first(9, 1), first(9, 2)].filter((text, index) => index === 0 || text !== "").join("^"),
      controlId: first(10, 1),
      version: first(12, 1),
      delimiters,
      segments: [msh],
    };
    (batch.messages as Message[]).push(this.message);
  }

  #openBatch(header: Segment | null): Batch {
    this.message = undefined;
    if (!header) this.#batchDelimiters = undefined;
    const batch: Batch = { header, messages: [], trailer: null };
    this.#batches.push(batch);
    this.#batch = batch;
    return batch;
  }

  #addTrailer(id: string, line: string): void {
    this.message = undefined;
    this.#charset = "";
    if (id === "BTS") {
      const batch = this.#batch ?? this.#openBatch(null);
      this.#delimiters = this.#batchDelimiters ?? this.#delimiters;
      const trailer = this.#segment(line);
      this.#checkCount(line, batch.messages.length);
      this.#batches.splice(-1, 1, { ...batch, trailer });
      this.#batch = undefined;
      this.#batchDelimiters = undefined;
      return;
    }
    this.#delimiters = this.#fileDelimiters ?? this.#delimiters;
    this.#trailer = this.#segment(line);
    const delimited = this.#batches.every((batch) => batch.header ?? batch.trailer);
    if (delimited) this.#checkCount(line, this.#batches.length);
  }

  #checkCount(line: string, count: number): void {
    const delimiters = this.#delimiters as Delimiters;
    const sent = firstOf(line.split(delimiters.field)[1], delimiters);
    if (sent !== "" && !(/^\d+$/.test(sent) && Number(sent) === count)) {
      throw new OracleError("HL7-BATCH-COUNT");
    }
  }

  #segment(line: string): Segment {
    const delimiters = this.#delimiters as Delimiters;
    const id = line.slice(0, 3);
    if (!/^[0-9A-Za-z]{3}$/.test(id) || (line.length > 3 && line[3] !== delimiters.field)) {
      throw new OracleError("HL7-SEGMENT-ID");
    }
    const [, ...texts] = line.split(delimiters.field);
    if (!headers.has(id)) return { id, fields: texts.map((text) => this.#field(text, delimiters)) };
    const [characters = "", ...rest] = texts;
    const literal = [delimiters.field, characters].map((text): Field => [[[text]]]);
    return { id, fields: [...literal, ...rest.map((text) => this.#field(text, delimiters))] };
  }

  #field(text: string, delimiters: Delimiters): Field {
    return split(text, delimiters.repetition).map((repetition) =>
      split(repetition, delimiters.component).map((component) =>
        split(component, delimiters.subcomponent).map((part) =>
          decode(unescape(part, delimiters), this.#charset),
        ),
      ),
    );
  }

  document(): Document {
    if (!this.#delimiters) throw new OracleError("HL7-EMPTY");
    const batches = this.#batches;
    const [only] = batches;
    const isBatch = !this.#header && !this.#trailer && batches.length === 1 && only;
    const isMessage = isBatch && !only.header && !only.trailer && only.messages.length === 1;
    const format = isMessage ? "message" : isBatch ? "batch" : "file";
    return { format, header: this.#header, batches, trailer: this.#trailer };
  }
}

function readDelimiters(line: string): Delimiters {
  const [field = "", ...rest] = line.slice(3);
  const end = rest.indexOf(field);
  const characters = end < 0 ? rest : rest.slice(0, end);
  if (characters.length < 2 && end < 0) throw new OracleError("HL7-HEADER-TRUNCATED");
  const all = [field, ...characters];
  const sound = all.length >= 3 && all.length <= 6 && new Set(all).size === all.length;
  if (!sound || !all.every((character) => /[!-/:-@[-`{-~]/.test(character))) {
    throw new OracleError("HL7-DELIMITERS");
  }
  const [component = "", repetition = "", escape = null, subcomponent = null, truncation = null] = characters;
  return { field, component, repetition, escape, subcomponent, truncation };
}

/** The first subcomponent of a field, as it came. */
function firstOf(field: string | undefined, delimiters: Delimiters): string {
  const { repetition, component, subcomponent } = delimiters;
  return [repetition, component, subcomponent].reduce<string>(
    (text, delimiter) => split(text, delimiter)[0] ?? "",
    field ?? "",
  );
}

/** The pieces of a text; none if it is empty. */
function split(text: string, delimiter: string | null): string[] {
  if (text === "") return [];
  return delimiter === null ? [text] : text.split(delimiter);
}

function unescape(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  if (escape === null) return text;
  const meanings: Readonly<Record<string, string | null>> = {
    F: delimiters.field,
    S: delimiters.component,
    R: delimiters.repetition,
    E: delimiters.escape,
    T: delimiters.subcomponent,
    P: delimiters.truncation,
  };
  const quoted = `\\u{${escape.codePointAt(0)?.toString(16)}}`;
  return text.replace(new RegExp(`${quoted}([^${quoted}]*)${quoted}`, "gu"), (sequence, code: string) => {
    if (/^X(?:[0-9a-f]{2})+$/i.test(code) && code[0] === "X") {
      return String.fromCharCode(
        ...(code.match(/[0-9a-f]{2}/gi) ?? []).map((digits) => parseInt(digits, 16)),
      );
    }
    return (Object.hasOwn(meanings, code) ? meanings[code] : null) ?? sequence;
  });
}

function decode(text: string, charset: string): string {
  if (charset === "8859/1") return text;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const label = charset === "8859/15" ? "iso-8859-15" : "utf-8";
  return new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
}
