import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PluginManager, type Isolation } from "@vial/host";
import type { ExamplePlugins } from "@vial/pdk-types";

export type PluginName = keyof ExamplePlugins;

export const languages: Readonly<Record<PluginName, string>> = {
  "hl7-to-json": "C",
  "fhir-gateway": "Go",
  "lgpd-analyzer": "Rust",
  "triage-rules": "AssemblyScript",
};

/** A file of a plugin's project. */
function file(plugin: PluginName, path: string): string {
  const manifest = import.meta.resolve(`@vial-examples/${plugin}/package.json`);
  return fileURLToPath(new URL(path, manifest));
}

/** Where the module that is loaded comes from. */
export function origin(plugin: PluginName): "compiled" | "checked in" {
  const text = readFileSync(file(plugin, "build/built-with.json"), "utf8");
  return (JSON.parse(text) as { prebuilt: boolean }).prebuilt ? "checked in" : "compiled";
}

/** Loads the four plugins, each held to its `vial.json`, and each with no more than it asks for. */
export async function loadPlugins(
  isolation: Isolation,
  partnerOrigin: string,
): Promise<PluginManager<ExamplePlugins>> {
  const plugins = new PluginManager<ExamplePlugins>();
  for (const name of Object.keys(languages) as PluginName[]) {
    const gateway = { config: { "partner-url": partnerOrigin }, allowedHosts: ["127.0.0.1"] };
    await plugins.load(name, {
      source: file(name, "vial.json"),
      isolation,
      ...(name === "fhir-gateway" ? gateway : {}),
    });
  }
  return plugins;
}
