import type { ModuleShape } from "./module-shape.ts";
import { rewriteModule } from "./rewrite.ts";
import { superviseModule } from "./supervise.ts";

const pageBytes = 65_536;

export interface PreparationOptions {
  /** What a memory may grow to, in bytes. */
  readonly memoryBytes: number;
  /** What the tables may grow to together. */
  readonly tableElements: number;
  /** Whether the `name` section stays. */
  readonly keepNames: boolean;
  /** As for `superviseModule`. */
  readonly ownPages: boolean;
}

/** What a module is prepared from. */
export interface Preparation {
  readonly bytes: Uint8Array;
  /** Read from the bytes. */
  readonly shape: ModuleShape;
  /** Of the instructions to replace, as `analyseState` finds them; none when the code is to stay as it is. */
  readonly sites: readonly number[];
  readonly options: PreparationOptions;
}

/**
 * The module as the host compiles it: with limits and exports for its state written in, and with instructions that can be
 * stopped. Who explains a stack has to know where the code went: this is the one place that moves it.
 */
export function prepareModule({ bytes, shape, sites, options }: Preparation): Uint8Array<ArrayBuffer> {
  const { memoryBytes, tableElements, keepNames, ownPages } = options;
  const maxMemoryPages = Math.floor(memoryBytes / pageBytes);
  const rewritten = rewriteModule(bytes, shape, {
    maxMemoryPages,
    maxTableElements: tableElements,
    keepNames,
    exportState: true,
  });
  return superviseModule(bytes, rewritten, shape, sites, { maxMemoryPages, ownPages });
}
