import type { ModuleShape } from "./module-shape.ts";
import { rewriteModule } from "./rewrite.ts";
import { superviseModule } from "./supervise.ts";

const pageBytes = 65_536;

export interface PreparationOptions {
  /** What a memory may grow to, in bytes. */
  readonly memoryBytes: number;
  /** What a table may grow to. */
  readonly tableElements: number;
  /** Whether the `name` section stays. */
  readonly keepNames: boolean;
  /** As for `superviseModule`. */
  readonly ownPages: boolean;
}

/**
 * The module as the host compiles it: with limits and exports for its state written in, and with instructions that can be
 * stopped. Who explains a stack has to know where the code went: this is the one place that moves it.
 *
 * @param bytes the binary that `shape` and `sites` were read from
 */
export function prepareModule(
  bytes: Uint8Array,
  shape: ModuleShape,
  sites: readonly number[],
  { memoryBytes, tableElements, keepNames, ownPages }: PreparationOptions,
): Uint8Array<ArrayBuffer> {
  const maxMemoryPages = Math.floor(memoryBytes / pageBytes);
  const rewritten = rewriteModule(bytes, shape, {
    maxMemoryPages,
    maxTableElements: tableElements,
    keepNames,
    exportState: true,
  });
  return superviseModule(bytes, rewritten, shape, sites, { maxMemoryPages, ownPages });
}
