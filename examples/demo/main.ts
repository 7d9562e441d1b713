/** Runs every synthetic message through the four example plugins. `--json` prints the figures alone. */
import { parseArgs } from "node:util";
import { readMessages } from "@vial-examples/data";
import { PartnerServer } from "@vial-examples/fhir-gateway/partner/partner-server.ts";
import type { Isolation } from "@vial/host";
import { pipeline } from "./pipeline.ts";
import { loadPlugins } from "./plugins.ts";
import { Progress } from "./progress.ts";
import { runStep, type Run } from "./run.ts";
import { showSample } from "./sample.ts";
import type { Item } from "./step.ts";
import { renderTable } from "./table.ts";

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const levels: readonly Isolation[] = ["inline", "thread"];
const messages: readonly Item[] = readMessages().map(({ name, bytes }) => ({ name, input: bytes }));
await using partner = await PartnerServer.start();

if (!values.json) console.log(await showSample(messages, partner.origin));

const runs: Run[] = [];
for (const isolation of levels) {
  await using plugins = await loadPlugins(isolation, partner.origin);
  let items = messages;
  for (const step of pipeline) {
    using progress = new Progress(`${step.title}, ${step.plugin}, ${isolation}`, items.length);
    const outcome = await runStep(step, items, plugins, (done) => progress.update(done));
    runs.push(outcome.run);
    items = outcome.items;
  }
}

if (values.json) console.log(JSON.stringify({ runs }));
else console.log(renderTable(runs));
