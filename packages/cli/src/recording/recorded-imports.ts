import { environmentNamespace } from "@vial/pdk-types";
import type { ModuleShape } from "@vial/host/module";
import type { ImportName } from "./host-call-player.ts";

const http: ReadonlySet<string> = new Set(["http_request", "http_status_code", "http_headers"]);

/**
 * The imports of a module whose calls are recorded: not memory, configuration, variables and logs, nor WASI, which are the
 * same again in every run.
 */
export function recordedImports({ imports }: ModuleShape): readonly ImportName[] {
  return imports
    .filter(({ kind, module, name }) => {
      if (kind !== "function" || module === "wasi_snapshot_preview1") return false;
      return module !== environmentNamespace || http.has(name);
    })
    .map(({ module, name }) => ({ namespace: module, name }));
}
