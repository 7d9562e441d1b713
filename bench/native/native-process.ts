import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { NativeProgram } from "./program.ts";

/** How a native program failed: what it said on standard error, or what it answered out of turn. */
export class NativeProcessError extends Error {
  override readonly name: string = "NativeProcessError";
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A native program that is running, with one input in its memory. One command at a time. */
export class NativeProcess implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #folder: string;
  readonly #name: string;
  #received: Buffer = Buffer.alloc(0);
  #said = "";
  #ended: Error | undefined;
  #waiting: Waiting | undefined;

  /** Starts a program, with an input that it reads from a file. */
  constructor({ command: [file, ...args], language, compiler }: NativeProgram, input: Uint8Array) {
    this.#name = `the native program in ${language} (${compiler})`;
    this.#folder = mkdtempSync(join(tmpdir(), "vial-bench-"));
    const path = join(this.#folder, "input");
    writeFileSync(path, input);
    this.#child = spawn(file, [...args, path], { stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stdout.on("data", (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#waiting?.resolve();
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
    this.#child.on("error", (error) => this.#end(error.message));
    this.#child.on("close", (code, signal) =>
      this.#end(`ended with ${code ?? signal}. ${this.#said.trim()}`),
    );
    // A broken pipe is told by the end of the process.
    this.#child.stdin.on("error", () => {});
  }

  /** Runs the workload `times` times; the nanoseconds that took, by the program's own clock. */
  async run(times: number): Promise<number> {
    this.#child.stdin.write(`run ${times}\n`);
    const answer = await this.#line();
    const nanoseconds = Number(/^ns (\d+)$/.exec(answer)?.[1]);
    if (!Number.isFinite(nanoseconds)) throw this.#unexpected("ns");
    return nanoseconds;
  }

  /** The output of one run. */
  async output(): Promise<Uint8Array> {
    this.#child.stdin.write("output\n");
    const length = Number(/^bytes (\d+)$/.exec(await this.#line())?.[1]);
    if (!Number.isFinite(length)) throw this.#unexpected("bytes");
    while (this.#received.length < length) await this.#more();
    return this.#take(length);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.#ended !== undefined) resolve();
      else this.#child.once("close", () => resolve());
    });
    this.#child.stdin.end();
    await closed;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #line(): Promise<string> {
    let end = this.#received.indexOf(10);
    for (; end < 0; end = this.#received.indexOf(10)) await this.#more();
    const line = this.#take(end).toString("latin1");
    this.#take(1);
    return line;
  }

  #take(length: number): Buffer {
    const taken = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return taken;
  }

  async #more(): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting = { resolve, reject };
    await promise;
  }

  #end(why: string): void {
    this.#ended ??= new NativeProcessError(`${this.#name} ${why}`);
    this.#waiting?.reject(this.#ended);
  }

  /** What it answered may hold the input's text: it is not repeated. */
  #unexpected(wanted: string): NativeProcessError {
    return new NativeProcessError(`${this.#name} did not answer with a line that starts with ${wanted}`);
  }
}
