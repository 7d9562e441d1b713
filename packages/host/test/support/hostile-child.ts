import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** What a hostile child has at hand besides Node: the header of a frame, and a way to send it. */
const tools = `
  import { readSync, writeSync } from "node:fs";
  const frame = (kind, payload = Buffer.alloc(0), length = payload.length) => {
    const header = Buffer.alloc(16);
    header.writeUInt32LE(length, 0);
    header[4] = kind;
    return Buffer.concat([header, payload]);
  };
  const say = (bytes) => writeSync(3, bytes);
  const words = (...values) => Buffer.concat(values.map((value) => { const b = Buffer.alloc(4); b.writeUInt32LE(value); return b; }));
  const read = (length) => { const b = Buffer.alloc(length); for (let at = 0; at < length; ) { const n = readSync(3, b, at, length - at, null); if (n === 0) process.exit(0); at += n; } return b; };
  const hear = () => { const header = read(16); return read(header.readUInt32LE(0)); };
  const READY = 1, OUTPUT = 2, FAILURE = 3, HOST_CALL = 4, LOG = 5, TAKEN = 6;
  const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
`;

/** Puts a program of a test's own in the place of every child that is started until it is disposed of. */
export async function hostileChildren(script: string): Promise<AsyncDisposable> {
  const folder = await temporaryFolder();
  const { execPath } = process;
  const file = join(folder.path, "hostile.mjs");
  const program = join(folder.path, "node");
  await writeFile(file, `${tools}\n${script}`);
  await writeFile(program, `#!/bin/sh\nexec "${execPath}" "${file}"\n`);
  await chmod(program, 0o755);
  process.execPath = program;
  return {
    async [Symbol.asyncDispose]() {
      process.execPath = execPath;
      await folder[Symbol.asyncDispose]();
    },
  };
}
