import { Console } from "node:console";
import { Writable } from "node:stream";

/** What `console.log` writes for a value. */
export function printed(value: unknown): string {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  new Console(stream).log(value);
  return chunks.join("");
}
