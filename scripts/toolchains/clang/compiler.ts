import type { Flags } from "./flags.ts";
import type { Sources } from "./sources.ts";

/** A C compiler that targets wasm32, together with its linker. */
export interface Compiler {
  /** What it is, with its version: the same name stands for the same output. */
  readonly name: string;
  /**
   * Compiles the sources and links them into one module.
   *
   * @throws ToolchainError if it refuses them; its diagnostics were printed by then.
   */
  build(sources: Sources, flags: Flags): Promise<Uint8Array>;
}
