/** The entry point of a compiler's thread: it reads, prepares and compiles one module after the other. */
import { parentPort } from "node:worker_threads";
import {
  ModuleFormatError,
  prepareModule,
  type ModuleFormatErrorKind,
  type Preparation,
} from "../module/index.ts";
import { readModule, type ModuleReading } from "./module-reading.ts";

/** `prepare` asks for the binary alone, `compile` also compiles it. */
export type CompilerRequest =
  | { readonly kind: "read"; readonly bytes: Uint8Array }
  | ({ readonly kind: "prepare" | "compile" } & Preparation);

export type CompilerReply =
  | { readonly kind: "done"; readonly value: ModuleReading | Uint8Array<ArrayBuffer> | WebAssembly.Module }
  | {
      readonly kind: "format";
      readonly why: ModuleFormatErrorKind;
      readonly problem: string;
      readonly offset: number;
    }
  | { readonly kind: "invalid"; readonly message: string };

// Only a thread has a parent; where this file is loaded otherwise, there is nothing to serve.
parentPort?.on("message", (request: CompilerRequest) => {
  void answer(request).then((reply) => parentPort!.postMessage(reply, belongings(reply)));
});

async function answer(request: CompilerRequest): Promise<CompilerReply> {
  try {
    return { kind: "done", value: await perform(request) };
  } catch (error) {
    if (error instanceof ModuleFormatError)
      return { kind: "format", why: error.kind, problem: error.problem, offset: error.offset };
    return { kind: "invalid", message: error instanceof Error ? error.message : "" };
  }
}

async function perform(
  request: CompilerRequest,
): Promise<ModuleReading | Uint8Array<ArrayBuffer> | WebAssembly.Module> {
  if (request.kind === "read") return readModule(request.bytes);
  const binary = prepareModule(request);
  // The asynchronous compiler can be ended with its thread.
  return request.kind === "prepare" ? binary : await WebAssembly.compile(binary);
}

/** What moves to the host's thread instead of being copied there. */
function belongings(reply: CompilerReply): ArrayBuffer[] {
  return reply.kind === "done" && reply.value instanceof Uint8Array ? [reply.value.buffer] : [];
}
