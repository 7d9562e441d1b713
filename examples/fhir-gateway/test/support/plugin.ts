import { fileURLToPath } from "node:url";
import { PluginManager, type LoadOptions } from "@vial/host";
import { readResult, type Result } from "./result.ts";

export const wasm: string = fileURLToPath(new URL("../../build/fhir-gateway.wasm", import.meta.url));
const hl7 = fileURLToPath(new URL("../../../hl7-to-json/build/hl7-to-json.wasm", import.meta.url));

/** The namespace of the synthetic hospital's own numbers and codes. */
export const localSystems = "https://hsc.example/fhir/sid/";

/** Loads the gateway, and hl7-to-json beside it. */
export async function loadPlugins(options: Partial<LoadOptions> = {}): Promise<PluginManager> {
  const plugins = new PluginManager();
  await plugins.load("fhir-gateway", { source: wasm, isolation: "inline", ...options });
  await plugins.load("hl7-to-json", { source: hl7, isolation: "inline", state: "shared" });
  return plugins;
}

/** Runs `process`. */
export async function normalise(plugins: PluginManager, bundle: object | string): Promise<Result> {
  const input = typeof bundle === "string" ? bundle : JSON.stringify(bundle);
  return readResult((await plugins.execute("fhir-gateway", input)).text());
}

/** Runs hl7-to-json and `from_hl7`: the Bundle of a message in ER7. */
export async function fromHl7(plugins: PluginManager, message: string | Uint8Array): Promise<string> {
  const document = (await plugins.execute("hl7-to-json", message)).bytes();
  return (await plugins.execute("fhir-gateway", document, { export: "from_hl7" })).text();
}
