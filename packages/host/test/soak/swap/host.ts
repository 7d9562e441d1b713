/** A host process: loads two plugins, has them called all the time, and does what it is told by the process that started it. */
import { setTimeout as sleep } from "node:timers/promises";
import { PluginManager, type PluginError } from "@vial/host";
import { openReleases } from "@vial/host/releases";
import { WorkerWatch } from "../../support/workers.ts";
import { Callers, ran } from "./callers.ts";
import type { HostMessage, HostReport, Order } from "./host-messages.ts";

const [store, lockFile, trust, registry] = process.argv.slice(2) as [string, string, string, string];
const names = ["versioned", "twin"] as const;
const workers = new WorkerWatch();
const releases = await openReleases({ store, lockFile, trust, registry, requestMs: 1_000 });
const plugins = new PluginManager({ releases, keep: { ms: 3_000 } });
const callers = new Callers(plugins, names);
let [swaps, rollbacks, maxSwitchMs] = [0, 0, 0];

plugins.updates.on("update", (event) => {
  if (event.kind === "rolled-back") rollbacks++;
  if (event.kind !== "switched") return;
  swaps++;
  maxSwitchMs = Math.max(maxSwitchMs, event.switchMs);
});

process.on("message", ({ id, order }: { readonly id: number; readonly order: Order }) => {
  void obey(order).then(
    () => send({ kind: "done", id, code: undefined, report: report() }),
    (error: unknown) => {
      const code = (error as Partial<PluginError>).code;
      if (code === undefined) console.error(error);
      send({ kind: "done", id, code: code ?? "UNTYPED", report: report() });
    },
  );
});
process.on("disconnect", () => process.exit());

for (const name of names) await load(name);
callers.start();
send({ kind: "ready" });

async function obey(order: Order): Promise<void> {
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
      return;
    }
    case "rollback":
    case "promote":
      await plugins[order.kind](order.plugin);
      return;
    case "reload":
      await plugins.unload(order.plugin);
      await load(order.plugin);
      return;
    case "crash": {
      const { running } = workers;
      await running[Math.floor(Math.random() * running.length)]?.terminate();
      return;
    }
    case "rest":
      await callers.stop();
      for (const name of names) await obey({ kind: "reload", plugin: name });
      for (let pass = 0; pass < 5; pass++) {
        await sleep(200);
        globalThis.gc?.();
      }
      callers.start();
      return;
    case "report":
  }
}

/** The first version is in the store since the first start: no registry is needed. */
async function load(name: string): Promise<void> {
  const source = await releases.find(name, "1.0.0", { locked: true });
  const functions = name === "versioned" ? { "extism:host/user": { ran } } : {};
  await plugins.load(name, { source, functions, concurrency: 2 });
}

function report(): HostReport {
  const { calls, lost, doubled, mixedVersions } = callers;
  const residentBytes = process.memoryUsage.rss();
  return { calls, lost, doubled, mixedVersions, swaps, rollbacks, maxSwitchMs, residentBytes };
}

function send(message: HostMessage): void {
  process.send?.(message);
}
