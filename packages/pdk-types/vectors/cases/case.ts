/** An input worth trying, with a name that says why. */
export interface Case {
  readonly name: string;
  readonly input: string | Uint8Array;
}

/** A document for `summarise`, with these members in place of the plain ones; `undefined` leaves a member out. */
export function readings(members: Readonly<Record<string, string | undefined>> = {}): string {
  const plain = { patient: '"p"', unit: '"mmHg"', values: "[]", verified: "true" };
  return document({ ...plain, ...members });
}

/** A document for `process`, in the same manner. */
export function measurement(members: Readonly<Record<string, string | undefined>> = {}): string {
  return document({ patient: '"p"', weightKg: "70", heightCm: "175", ...members });
}

function document(members: Readonly<Record<string, string | undefined>>): string {
  const written = Object.entries(members).filter(([, json]) => json !== undefined);
  return `{${written.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;
}

/** `text` as UTF-8 in which every `␀xx` stands for the byte xx, well-formed or not. */
export function bytes(text: string): Uint8Array {
  const parts = text.split(/␀([0-9a-f]{2})/);
  return Buffer.concat(parts.map((part, index) => Buffer.from(part, index % 2 === 1 ? "hex" : "utf8")));
}
