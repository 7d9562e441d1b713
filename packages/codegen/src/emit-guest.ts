import { emitAssemblyScript } from "./assemblyscript/emit-assemblyscript.ts";
import { emitC } from "./c/emit-c.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { emitGo } from "./go/emit-go.ts";
import type { GuestLanguage } from "./languages.ts";
import type { MessageModel } from "./message-model.ts";
import { emitRust } from "./rust/emit-rust.ts";

/** How to emit a plugin's types. */
export interface GuestOptions {
  /** The file's name without its ending. */
  readonly baseName: string;
  /** The Go package. */
  readonly packageName: string;
  /** The file's first line without its comment marks. */
  readonly source: string;
}

/** The files of a plugin's types in its language. */
export function emitGuest(
  language: GuestLanguage,
  model: MessageModel,
  options: GuestOptions,
): GeneratedFile[] {
  const { baseName, packageName, source } = options;
  switch (language) {
    case "rust":
      return [{ path: `${baseName}.rs`, text: emitRust(model, { source }) }];
    case "go":
      return [{ path: `${baseName}.go`, text: emitGo(model, { packageName, source }) }];
    case "c": {
      const files = emitC(model, { baseName, prefix: "", source });
      return [
        { path: `${baseName}.h`, text: files.header },
        { path: `${baseName}.c`, text: files.source },
      ];
    }
    case "assemblyscript":
      return [{ path: `${baseName}.ts`, text: emitAssemblyScript(model, { source }) }];
  }
}
