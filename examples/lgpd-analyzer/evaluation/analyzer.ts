import { fileURLToPath } from "node:url";
import { PluginManager } from "@vial/host";
import type { AnalysisReport } from "../messages/report.ts";
import type { AnalysisRequest } from "../messages/request.ts";

/** The built module. */
export const modulePath: string = fileURLToPath(new URL("../build/lgpd-analyzer.wasm", import.meta.url));

/** The plugin on Vial. */
export interface Analyzer extends AsyncDisposable {
  /** Resolves with the report; rejects with a `PluginError`. */
  analyze(request: AnalysisRequest): Promise<AnalysisReport>;
}

/**
 * Loads the plugin.
 *
 * @param pseudonymKey what the plugin's configuration says
 */
export async function loadAnalyzer(pseudonymKey?: string): Promise<Analyzer> {
  const plugins = new PluginManager();
  await plugins.load("lgpd-analyzer", {
    source: modulePath,
    isolation: "inline",
    ...(pseudonymKey !== undefined && { config: { "pseudonym-key": pseudonymKey } }),
  });
  return {
    async analyze(request) {
      const result = await plugins.execute("lgpd-analyzer", JSON.stringify(request));
      return result.json() as AnalysisReport;
    },
    [Symbol.asyncDispose]: () => plugins[Symbol.asyncDispose](),
  };
}
