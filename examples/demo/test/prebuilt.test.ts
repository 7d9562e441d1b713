import { readFile } from "node:fs/promises";
import { readMessages } from "@vial-examples/data";
import { PartnerServer } from "@vial-examples/fhir-gateway/partner/partner-server.ts";
import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { comparePrebuilt } from "../../../scripts/toolchains/plugin/prebuilt.ts";
import { pipeline } from "../pipeline.ts";
import { languages, loadPlugins, type PluginName } from "../plugins.ts";
import type { Item } from "../step.ts";

/** Inputs of each plugin as the pipeline feeds them, with the answers of the modules built here. */
async function pipelineCalls(partner: PartnerServer): Promise<Map<PluginName, Call[]>> {
  const calls = new Map<PluginName, Call[]>();
  await using plugins = await loadPlugins("inline", partner.origin);
  const known = plugins as unknown as PluginManager;
  const messages = readMessages().filter((_, index) => index % 12 === 0);
  for (const { name, bytes } of messages) {
    let items: readonly Item[] = [{ name, input: bytes }];
    for (const step of pipeline) {
      const [item] = items;
      if (item === undefined) break;
      const result = await known.execute(step.plugin, item.input as string, { export: step.export });
      const call = { export: step.export, input: item.input as string, answer: result.text() };
      calls.set(step.plugin, [...(calls.get(step.plugin) ?? []), call]);
      items = step.next(result, item);
    }
  }
  return calls;
}

interface Call {
  readonly export: string;
  readonly input: string;
  readonly answer: string;
}

test.each(Object.keys(languages) as PluginName[])(
  "the checked-in %s is what is built here, byte for byte, or by its answers where the compiler is another",
  async (plugin) => {
    const comparison = await comparePrebuilt(new URL(`../../${plugin}/`, import.meta.url));
    if (comparison.outcome === "identical") return;
    console.log(
      `${plugin}: checked in from ${comparison.prebuiltWith}, built here with ${comparison.builtWith}`,
    );
    await using partner = await PartnerServer.start();
    const calls = (await pipelineCalls(partner)).get(plugin)!;
    await using plugins = new PluginManager();
    await plugins.load(plugin, {
      source: await readFile(comparison.prebuilt),
      isolation: "inline",
      config: { "partner-url": partner.origin },
      allowedHosts: ["127.0.0.1"],
    });
    for (const { export: exportName, input, answer } of calls) {
      expect((await plugins.execute(plugin, input, { export: exportName })).text()).toBe(answer);
    }
  },
);
