import { fs } from "../node-fs.ts";
import { decodeHeader, encodeHeader, headerBytes, type Frame } from "./frame.ts";
import type { PayloadWriter } from "./payload-writer.ts";

/** The socket the host gave this process, as a file descriptor. */
const socket = 3;

const bufferBytes = 65_536;

/** The child's end of the socket. It blocks: there is nothing else to do, and nothing else that could wake it. */
export class ChildChannel {
  readonly #buffer = Buffer.alloc(bufferBytes);
  #start = 0;
  #end = 0;

  /** Waits for the host's next frame. When there is no host any more, this process ends. */
  receive(): Frame {
    while (this.#end - this.#start < headerBytes) this.#fill();
    const { length, ...head } = decodeHeader(this.#buffer.subarray(this.#start));
    this.#start += headerBytes;
    const payload = new Uint8Array(length);
    let got = Math.min(length, this.#end - this.#start);
    this.#buffer.copy(payload, 0, this.#start, this.#start + got);
    this.#start += got;
    while (got < length) got += this.#read(payload, got);
    // What passed through the buffer does not stay there.
    if (this.#start === this.#end) this.#buffer.fill(0, 0, this.#end);
    return { ...head, payload };
  }

  send(kind: number, payload: Pick<PayloadWriter, "parts" | "length">, pages: number, cpuUs = 0): void {
    let rest: Uint8Array[] = [encodeHeader(kind, payload.length, pages, cpuUs), ...payload.parts];
    while (rest.length > 0) {
      let written = patiently(() => fs.writevSync(socket, rest.slice(0, 512)));
      while (rest.length > 0 && written >= rest[0]!.length) written -= rest.shift()!.length;
      if (written > 0) rest = [rest[0]!.subarray(written), ...rest.slice(1)];
    }
  }

  #fill(): void {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    this.#end += this.#read(this.#buffer, this.#end);
  }

  #read(into: Uint8Array, offset: number): number {
    const got = patiently(() => fs.readSync(socket, into, offset, into.length - offset, null));
    if (got === 0) process.exit(0);
    return got;
  }
}

const asleep = new Int32Array(new SharedArrayBuffer(4));

/** Where the system made the socket non-blocking, waits by asking again. */
function patiently(attempt: () => number): number {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EAGAIN") process.exit(0);
      Atomics.wait(asleep, 0, 0, 1);
    }
  }
}
