import { readMessages } from "@vial-examples/data";
import { PartnerServer } from "@vial-examples/fhir-gateway/partner/partner-server.ts";
import type { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { pipeline } from "../pipeline.ts";
import { loadPlugins } from "../plugins.ts";
import type { Item } from "../step.ts";

/** Every answer of the pipeline to one message, as text, step by step. */
async function answers(plugins: PluginManager, message: Item): Promise<string[]> {
  const texts: string[] = [];
  let items: readonly Item[] = [message];
  for (const step of pipeline) {
    const [item] = items;
    if (item === undefined) break;
    const result = await plugins.execute(step.plugin, item.input as string, { export: step.export });
    texts.push(result.text());
    items = step.next(result, item);
  }
  return texts;
}

/** What PID says that tells who the patient is: CPF, CNS, e-mail, telephone. */
function identifiers(text: string): string[] {
  const [, pid = ""] = /\rPID\|([^\r]*)/.exec(text) ?? [];
  const [, , list = "", , , , , , , , , , phones = ""] = pid.split("|");
  const numbers = list.split("~").map((each) => each.split("^")[0]!);
  const email =
    phones
      .split("~")
      .find((each) => each.includes("NET"))
      ?.split("^")[3] ?? "";
  return [...numbers.slice(1), email].filter((each) => each.length > 8);
}

describe.each(["inline", "thread"] as const)("the pipeline, %s", (isolation) => {
  test("scores a patient whose identifiers were masked before", async () => {
    await using partner = await PartnerServer.start();
    await using plugins = (await loadPlugins(isolation, partner.origin)) as unknown as PluginManager;
    const messages = readMessages().filter(({ name }) => /^oru-vitals-0[3-5]\d$/.test(name));
    expect(messages.length).toBeGreaterThan(20);
    let scored = 0;
    let checked = 0;
    for (const { name, bytes } of messages) {
      const texts = await answers(plugins, { name, input: bytes });
      const masked = texts[3]!;
      for (const identifier of identifiers(Buffer.from(bytes).toString("latin1"))) {
        checked++;
        // It was there, and is not any more.
        expect(texts[1]).toContain(identifier);
        expect(masked).not.toContain(identifier);
      }
      if (texts.length < pipeline.length) continue;
      scored++;
      const { scores } = JSON.parse(texts[4]!) as { scores: { id: string; complete: boolean }[] };
      expect(scores).toEqual([expect.objectContaining({ id: `${name}-1`, complete: true })]);
    }
    expect(checked).toBeGreaterThan(40);
    expect(scored).toBeGreaterThan(15);
    expect(partner.requests.length).toBeGreaterThanOrEqual(messages.length);
  });

  test("goes on without partners that do not answer", async () => {
    const { origin } = await (async () => {
      await using gone = await PartnerServer.start();
      return { origin: gone.origin };
    })();
    await using plugins = (await loadPlugins(isolation, origin)) as unknown as PluginManager;
    const { name, bytes } = readMessages().find((each) => each.name === "oru-vitals-050")!;
    const texts = await answers(plugins, { name, input: bytes });
    expect(texts).toHaveLength(pipeline.length);
    expect(JSON.parse(texts[2]!)).toMatchObject({
      outcome: { issue: expect.arrayContaining([expect.anything()]) },
    });
  });
});
