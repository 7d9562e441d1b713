/** Collects a payload's parts. Bytes are not copied: they must stay as they are until the payload was written. */
export class PayloadWriter {
  readonly parts: Uint8Array[] = [];
  length = 0;

  u32(...values: readonly number[]): this {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    values.forEach((value, index) => view.setUint32(index * 4, value, true));
    return this.bytes(new Uint8Array(view.buffer));
  }

  bytes(part: Uint8Array): this {
    this.parts.push(part);
    this.length += part.length;
    return this;
  }
}
