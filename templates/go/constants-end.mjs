// TinyGo's collector looks for pointers in constants too. This tells it where they end (vial/roots_tinygo.go says why).

/** The two words of `constantsEnd` in vial/roots_tinygo.go. */
const marker = Buffer.from("a3e7636f616e7473", "hex");

/**
 * Writes into a module that TinyGo built where its constants end.
 *
 * @param {Buffer} bytes the module, which is changed
 * @returns {boolean} false when the module is not laid out as expected, and was left as it is
 */
export function writeConstantsEnd(bytes) {
  const at = bytes.indexOf(marker);
  const end = constantsEnd(bytes);
  if (at === -1 || bytes.includes(marker, at + 1) || end === undefined) return false;
  bytes.writeUInt32LE(end, at);
  bytes.writeUInt32LE(0, at + 4);
  return true;
}

/** The address past the last constant, rounded down to a word; undefined unless all variables lie behind it. */
function constantsEnd(bytes) {
  let segments = [];
  let names = [];
  for (const { id, start, end } of sections(bytes, 8, bytes.length)) {
    const reader = new Reader(bytes, start);
    if (id === 11) segments = reader.list(readSegment);
    if (id !== 0 || reader.text() !== "name") continue;
    const dataNames = [...sections(bytes, reader.at, end)].find((section) => section.id === 9);
    if (dataNames !== undefined) names = new Reader(bytes, dataNames.start).list(readName);
  }
  const isConstant = segments.map((_, index) => names[index]?.startsWith(".rodata") ?? false);
  const constants = segments.filter((_, index) => isConstant[index]);
  const variables = segments.filter((_, index) => !isConstant[index]);
  const end = Math.max(...constants.map(({ address, length }) => address + length));
  return constants.length > 0 && variables.every(({ address }) => address >= end) ? end & ~3 : undefined;
}

/** Sections of a module (https://webassembly.github.io/spec/core/binary/modules.html#sections), or of its name section. */
function* sections(bytes, start, limit) {
  const reader = new Reader(bytes, start);
  while (reader.at < limit) {
    const id = bytes[reader.at++];
    const length = reader.u32();
    yield { id, start: reader.at, end: reader.at + length };
    reader.at += length;
  }
}

/** An active data segment of memory 0: its flag, `i32.const address`, `end`, its bytes. */
function readSegment(reader) {
  reader.at += 2;
  const address = reader.u32();
  reader.at += 1;
  const length = reader.u32();
  reader.at += length;
  return { address, length };
}

/** Names come in the order of what they name, which each has. */
function readName(reader) {
  reader.u32();
  return reader.text();
}

class Reader {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** LEB128. Addresses here are far below 2^28, so that signed and unsigned ones read alike. */
  u32() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  text() {
    const length = this.u32();
    this.at += length;
    return this.bytes.toString("utf8", this.at - length, this.at);
  }

  list(read) {
    return Array.from({ length: this.u32() }, () => read(this));
  }
}
