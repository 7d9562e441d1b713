const encoder = new TextEncoder();

/** Shorter texts occur everywhere. */
const shortest = 4;
/** A number of fewer digits occurs by chance. */
const fewestDigits = 6;
/** What may stand between the digits of a number: `123.456.789-09`. */
export const digitSeparators: ReadonlySet<number> = new Set(encoder.encode(" .-/()_:"));

/**
 * The ways in which a value may be written when it leaves a plugin: in other case, without accents, escaped as in JSON,
 * percent-encoded, in hexadecimal and in base64 wherever it may start.
 */
export function spellings(text: string): Uint8Array[] {
  const trimmed = text.trim();
  if (trimmed.length < shortest) return [];
  const found = new Set<string>();
  const plain = trimmed.normalize("NFD").replaceAll(/\p{M}/gu, "");
  for (const form of new Set([trimmed, plain, trimmed.normalize("NFD")])) {
    const bytes = Buffer.from(form);
    for (const cased of [form, form.toLowerCase(), form.toUpperCase()]) {
      found.add(cased);
      found.add(escaped(cased));
      const encoded = encodeURIComponent(cased);
      found.add(encoded);
      found.add(encoded.replaceAll("%20", "+"));
    }
    found.add(bytes.toString("hex"));
    for (const base64 of base64Forms(bytes)) found.add(base64);
  }
  return [...found].filter((form) => form.length >= shortest).map((form) => encoder.encode(form));
}

/** The digits of a value that has enough of them, to be looked for with {@link digitSeparators} passed over. */
export function digitsOf(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\D/g, "");
  const others = text.replaceAll(/[\d .\-/()_:+]/g, "");
  return digits.length >= fewestDigits && others === "" ? encoder.encode(digits) : undefined;
}

function escaped(text: string): string {
  return text.replaceAll(
    /[^\u0020-\u007e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Base64 of the bytes after 0, 1 or 2 others: what does not depend on those before and behind. */
function base64Forms(bytes: Buffer): string[] {
  const forms = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [...forms, ...forms.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"))].filter(
    (form) => form.length >= 8,
  );
}
