/** Hand-assembled modules, for what the text format's tools do not write: malformed ones and the newest features. */

/** Sections' contents hold whole numbers as single bytes. */
export type Bytes = readonly number[];

export function unsigned(value: number): number[] {
  const low = value % 0x80;
  return value < 0x80 ? [low] : [low | 0x80, ...unsigned(Math.floor(value / 0x80))];
}

export function section(id: number, ...contents: Bytes): number[] {
  return [id, ...unsigned(contents.length), ...contents];
}

export function moduleOf(...sections: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, ...sections.flat()]);
}

export function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...unsigned(bytes.length), ...bytes];
}

/** A module with one function, `() -> ()`, without locals. */
export function functionOf(...instructions: Bytes): Uint8Array<ArrayBuffer> {
  return moduleOf(section(1, 1, 0x60, 0, 0), section(3, 1, 0), code(instructions));
}

/** A code section with bodies that have no locals; `end` is added. */
export function code(...bodies: readonly Bytes[]): number[] {
  const encoded = bodies.map((instructions) => [
    ...unsigned(instructions.length + 2),
    0,
    ...instructions,
    0x0b,
  ]);
  return section(10, ...unsigned(bodies.length), ...encoded.flat());
}
