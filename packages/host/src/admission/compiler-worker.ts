/** The entry point of a compiler's thread: it reads and compiles one module after the other. */
import { parentPort } from "node:worker_threads";
import { ModuleFormatError, type ModuleFormatErrorKind } from "../module/index.ts";
import { readModule, type ModuleReading } from "./module-reading.ts";

export interface CompilerRequest {
  readonly kind: "read" | "compile";
  readonly bytes: Uint8Array;
}

export type CompilerReply =
  | { readonly kind: "done"; readonly value: ModuleReading | WebAssembly.Module }
  | {
      readonly kind: "format";
      readonly why: ModuleFormatErrorKind;
      readonly problem: string;
      readonly offset: number;
    }
  | { readonly kind: "invalid"; readonly message: string };

// Only a thread has a parent; where this file is loaded otherwise, there is nothing to serve.
parentPort?.on("message", (request: CompilerRequest) => {
  void answer(request).then((reply) => parentPort!.postMessage(reply));
});

async function answer({ kind, bytes }: CompilerRequest): Promise<CompilerReply> {
  try {
    // The asynchronous compiler can be ended with its thread.
    const value =
      kind === "read" ? readModule(bytes) : await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
    return { kind: "done", value };
  } catch (error) {
    if (error instanceof ModuleFormatError)
      return { kind: "format", why: error.kind, problem: error.problem, offset: error.offset };
    return { kind: "invalid", message: error instanceof Error ? error.message : "" };
  }
}
