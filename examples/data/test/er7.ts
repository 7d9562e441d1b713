// A reader of ER7 for the tests, which owes nothing to the generator.

/** A message or batch by segments and fields. Text is Latin-1: one character a byte. */
export interface Er7 {
  readonly delimiters: string;
  readonly segments: readonly (readonly string[])[];
}

export function readEr7(bytes: Uint8Array): Er7 {
  const text = Buffer.from(bytes).toString("latin1").replaceAll("\v", "").replaceAll("\u001c", "");
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== "");
  const separator = text.charAt(3);
  const segments = lines.map((line) => {
    const [id = "", ...fields] = line.split(separator);
    // In a header the separator is itself the first field.
    return ["MSH", "BHS", "FHS"].includes(id) ? [id, separator, ...fields] : [id, ...fields];
  });
  return { delimiters: text.slice(3, 8), segments };
}

/** The segments of an id. */
export function all({ segments }: Er7, id: string): readonly (readonly string[])[] {
  return segments.filter(([name]) => name === id);
}

/** MSH-18 of the first message. */
export function charset(er7: Er7): string {
  return all(er7, "MSH")[0]?.[18] ?? "";
}

/** The components of each repetition of a field. */
export function repetitions({ delimiters }: Er7, field: string | undefined): string[][] {
  const [, component = "", repetition = ""] = delimiters;
  return (field ?? "").split(repetition).map((part) => part.split(component));
}
