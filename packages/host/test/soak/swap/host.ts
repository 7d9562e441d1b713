/** A host process: loads two plugins, has them called all the time, and does what it is told by the process that started it. */
import { writeSync } from "node:fs";
import { PluginManager, type PluginError } from "@vial/host";
import { openReleases } from "@vial/host/releases";
import { WorkerWatch } from "../../support/workers.ts";
import { holdings, type Holdings } from "../holdings.ts";
import { Callers, ranFor } from "./callers.ts";
import { recordsDescriptor, type HostMessage, type HostRecord, type Order } from "./host-messages.ts";

const [store, lockFile, trust, registry] = process.argv.slice(2) as [string, string, string, string];
const names = ["versioned", "twin"] as const;
const workers = new WorkerWatch();
const releases = await openReleases({ store, lockFile, trust, registry, requestMs: 1_000 });
const plugins = new PluginManager({ releases, keep: { ms: 3_000 } });
const callers = new Callers(plugins, names, record);

plugins.updates.on("update", (event) => {
  if (event.kind === "rolled-back") record([event.kind]);
  if (event.kind === "switched") record([event.kind, event.switchMs]);
});

process.on("message", ({ id, order }: { readonly id: number; readonly order: Order }) => {
  void obey(order).then(
    (held) => send({ kind: "done", id, code: undefined, holdings: held }),
    (error: unknown) => {
      const code = (error as Partial<PluginError>).code;
      if (code === undefined) console.error(error);
      send({ kind: "done", id, code: code ?? "UNTYPED", holdings: undefined });
    },
  );
});
process.on("disconnect", () => process.exit());

for (const name of names) await load(name);
callers.start();
send({ kind: "ready" });

async function obey(order: Order): Promise<Holdings | undefined> {
  switch (order.kind) {
    case "update": {
      const { plugin, version, strategy } = order;
      const share = strategy === "canary" ? { share: 0.3 } : {};
      await plugins.update(plugin, version, {
        strategy,
        calls: 60,
        maxSlowdown: 1_000,
        fetchMs: 5_000,
        ...share,
      });
      return undefined;
    }
    case "rollback":
    case "promote":
      await plugins[order.kind](order.plugin);
      return undefined;
    case "reload":
      await plugins.unload(order.plugin);
      await load(order.plugin);
      return undefined;
    case "crash": {
      const { running } = workers;
      await running[Math.floor(Math.random() * running.length)]?.terminate();
      return undefined;
    }
    case "rest": {
      await callers.stop();
      for (const name of names) await obey({ kind: "reload", plugin: name });
      workers.forgetEnded();
      const held = await holdings(10);
      callers.start();
      return held;
    }
  }
}

/** The first version is in the store since the first start: no registry is needed. */
async function load(name: string): Promise<void> {
  const source = await releases.find(name, "1.0.0", { locked: true });
  const functions = name === "versioned" ? { "extism:host/user": { ran: ranFor(record) } } : {};
  await plugins.load(name, { source, functions, concurrency: 2 });
}

/** Written when it returns: what this process did is known also when it is killed right after. */
function record(what: HostRecord): void {
  writeSync(recordsDescriptor, `${JSON.stringify(what)}\n`);
}

function send(message: HostMessage): void {
  process.send?.(message);
}
