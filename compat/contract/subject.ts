import { fileURLToPath } from "node:url";
import {
  PluginError,
  PluginManager,
  type ErrorCode,
  type HostFunctions,
  type LoadOptions,
  type PluginInfo,
  type PluginInput,
} from "@vial/host";
import { ExtismEngine } from "@vial/host/extism";
import type { Cell } from "./cells.ts";

const plugin = "contract";

/** Every contract plugin imports this one; what it gives is beside the point in most behaviours. */
const functions: HostFunctions = {
  "extism:host/user": {
    reverse: (context, handle) => context.store(context.bytes(BigInt(handle ?? 0))!.toReversed()),
  },
};

/** How a call failed: the code, and what the plugin said. Without a code it did not. */
export interface Failure {
  readonly code: ErrorCode | undefined;
  readonly guestMessage: string | undefined;
}

/** The contract plugin of one cell, loaded. */
export class Subject implements AsyncDisposable {
  readonly #plugins: PluginManager;

  static async load(cell: Cell, options: Partial<LoadOptions> = {}): Promise<Subject> {
    const plugins = new PluginManager(cell.engine === "extism" ? { engine: new ExtismEngine() } : {});
    try {
      const source = modulePath(cell.language);
      await plugins.load(plugin, { source, isolation: cell.isolation, functions, ...options });
      return new Subject(plugins);
    } catch (error) {
      await plugins[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(plugins: PluginManager) {
    this.#plugins = plugins;
  }

  get info(): PluginInfo {
    return this.#plugins.list()[0]!;
  }

  async bytes(exportName: string, input: PluginInput = ""): Promise<Uint8Array> {
    return (await this.#plugins.execute(plugin, input, { export: exportName, deadline: 60_000 })).bytes();
  }

  async text(exportName: string, input: PluginInput = ""): Promise<string> {
    return new TextDecoder("utf-8", { fatal: true }).decode(await this.bytes(exportName, input));
  }

  /** How a call ends that is to fail. */
  async failure(exportName: string, input: PluginInput = ""): Promise<Failure> {
    let error: unknown;
    try {
      await this.bytes(exportName, input);
    } catch (caught) {
      error = caught;
    }
    const { code, guestMessage } = error instanceof PluginError ? error : {};
    return { code, guestMessage };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#plugins[Symbol.asyncDispose]();
  }
}

/** The built module of a language's contract plugin. */
export function modulePath(language: Cell["language"]): string {
  return fileURLToPath(new URL(`plugins/${language}/build/contract.wasm`, import.meta.url));
}
