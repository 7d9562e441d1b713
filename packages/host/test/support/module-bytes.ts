const preamble = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const encoder = new TextEncoder();

/** A module that exports its one function, `() -> ()`, under each of these names: byte for byte, valid or not. */
export function moduleExporting(...names: readonly string[]): Uint8Array {
  return Uint8Array.from([
    ...preamble,
    ...section(1, [1, 0x60, 0, 0]),
    ...section(3, [1, 0]),
    ...section(7, [names.length, ...names.flatMap((name) => [...text(name), 0, 0])]),
    ...section(10, [1, 2, 0, 0x0b]),
  ]);
}

/** A module that imports the function `() -> ()` of this name and has nothing else. */
export function moduleImporting(namespace: string, name: string): Uint8Array {
  return Uint8Array.from([
    ...preamble,
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [1, ...text(namespace), ...text(name), 0, 0]),
  ]);
}

/** A module of about this size, in bytes, that has nothing in it but a custom section. */
export function moduleOfSize(bytes: number): Uint8Array {
  const padding = Array.from({ length: bytes }, () => 0);
  return Uint8Array.from([...preamble, ...section(0, [...text("padding"), ...padding])]);
}

/** Adds a `name` section that gives these functions, by index, these names. */
export function withFunctionNames(module: Uint8Array, names: readonly string[]): Uint8Array {
  const entries = names.flatMap((name, index) => [index, ...text(name)]);
  const functions = [1, ...sized([names.length, ...entries])];
  return Uint8Array.from([...module, ...section(0, [...text("name"), ...functions])]);
}

function section(id: number, contents: readonly number[]): number[] {
  return [id, ...sized(contents)];
}

function text(value: string): number[] {
  return sized([...encoder.encode(value)]);
}

function sized(contents: readonly number[]): number[] {
  return [...leb128(contents.length), ...contents];
}

function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >>> 7)];
}
