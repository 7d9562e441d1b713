/**
 * Fifty callers call two plugins all the time, while random things are done to them: `node main.ts [--operations 1000] [--seed N]
 * [--json]`. Exits 1 when a call was lost, run twice or answered by a version that was not live, when an operation failed without
 * a code, the store was damaged, or memory did not return to its baseline.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { UpdateStrategy } from "@vial/host";
import {
  generateKey,
  openReleases,
  packRelease,
  readSigningKey,
  verifyStore,
  type Store,
} from "@vial/host/releases";
import { mountSmallDisk } from "../../support/small-disk.ts";
import { versionedRelease } from "../../support/versioned-plugin.ts";
import { growth, type Holdings } from "../holdings.ts";
import { HostProcess, type Outcome } from "./host-process.ts";
import { Ledger } from "./ledger.ts";
import { PullRegistry, type Trouble } from "./registry.ts";

const { values } = parseArgs({
  options: {
    operations: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    json: { type: "boolean", default: false },
  },
});
const operations = Number(values.operations);
/** Of how many versions there are every fourth traps whenever it can. */
const versions = Array.from({ length: 16 }, (_, index) => `1.0.${index}`);
const plugins = ["versioned", "twin"] as const;
/** Memory is measured over the operations after the last kill, once everything has happened to the host that can happen. */
const killsUntil = 0.4;
const warmedUpBy = 0.5;
const tolerance = { residentBytes: 32 * 2 ** 20, heapBytes: 4 * 2 ** 20 };

/** Digests of modules in hexadecimal, by plugin and version. */
const modules = new Map<string, string>();
/** Those that were taken out of the store here and not fetched again yet. */
const damaged = new Set<string>();
const random = generator(Number(values.seed));
const folder = await mkdtemp(join(tmpdir(), "vial-swap-"));
const disk = await mountSmallDisk(folder, 16);
await using registry = new PullRegistry();
const paths = [
  join(folder, "store"),
  join(folder, "vial.lock"),
  join(folder, "trust.json"),
  await registry.listen(),
] as const;
const [store, lockFile, trust, base] = paths;
await publishAll();

const ledger = new Ledger();
const codes = new Map<string, number>();
let host = await HostProcess.start(paths, ledger);
let [kills, faults] = [0, 0];
let baseline: Holdings | undefined;
try {
  for (let operation = 0; operation < operations; operation++) {
    if (operation === Math.ceil(operations * warmedUpBy)) baseline = await rest();
    await operate(operation / operations);
    if (operation % 100 === 99) tell(`${operation + 1} operations`);
  }
  const last = await rest();
  await host.kill();
  await checkStore();
  const grown = growth(baseline!, last, tolerance);
  const untyped = codes.get("UNTYPED") ?? 0;
  const { calls, lost, doubled, mixedVersions, swaps, rollbacks, maxSwitchMs } = ledger;
  const rssGrowthBytes = last.residentBytes - baseline!.residentBytes;
  const ok = lost + doubled + mixedVersions + faults + untyped + grown.length === 0 && maxSwitchMs < 1;
  process.exitCode = ok ? 0 : 1;
  tell(`seed ${values.seed}, ${kills} kills, refusals ${JSON.stringify(Object.fromEntries(codes))}`);
  tell(`full disk: ${disk === undefined ? "a limit on the size of files" : "a file system of 16 MiB"}`);
  if (!ok)
    console.error(
      `The soak failed: store faults ${faults}, errors without a code ${untyped}. ${grown.join(" ")}`,
    );
  const figures = { calls, lost, doubled, mixedVersions, swaps, rollbacks, maxSwitchMs, rssGrowthBytes };
  console.log(JSON.stringify(figures, null, values.json ? 0 : 2));
} finally {
  await host.kill().catch(() => {});
  await disk?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
}

/** Versions of both plugins, signed, in the registry. */
async function publishAll(): Promise<void> {
  const { publicKey, privatePem } = generateKey();
  const key = readSigningKey(privatePem);
  await writeFile(trust, JSON.stringify({ trustVersion: 1, keys: [{ publicKey, names: ["*"] }] }));
  const sbom = Buffer.from(JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6" }));
  for (const name of plugins)
    for (const [index, version] of versions.entries()) {
      const trap = index % 4 === 3 ? { trapsUnless: "0" } : {};
      const { manifest, module, fixtures } = versionedRelease({
        name,
        version,
        tells: name === "versioned",
        ...trap,
      });
      registry.publish(packRelease({ manifest, module, fixtures, sbom, key }));
      modules.set(`${name} ${version}`, createHash("sha256").update(module).digest("hex"));
    }
}

async function operate(progress: number): Promise<void> {
  const plugin = pick(plugins);
  const dice = random();
  if (dice < 0.5) note(await host.order(update(plugin)));
  else if (dice < 0.65) note(await host.order({ kind: "rollback", plugin }));
  else if (dice < 0.7) note(await host.order({ kind: "promote", plugin }));
  else if (dice < 0.76) note(await host.order({ kind: "reload", plugin }));
  else if (dice < 0.86) note(await host.order({ kind: "crash" }));
  else if (dice < 0.93) await troubled(plugin);
  else if (dice < 0.98) await diskFull(plugin);
  else if (progress < killsUntil) await killed(plugin);
}

function update(plugin: (typeof plugins)[number]) {
  // What a plugin with host functions does outside is not to be repeated.
  const strategies: UpdateStrategy[] = [
    "immediate",
    "canary",
    ...(plugin === "twin" ? (["shadow"] as const) : []),
  ];
  return { kind: "update", plugin, version: pick(versions), strategy: pick(strategies) } as const;
}

/** The store has lost a module, and the download of it goes wrong. */
async function troubled(plugin: (typeof plugins)[number]): Promise<void> {
  const order = update(plugin);
  await damage();
  registry.trouble = pick<Trouble>(["corrupt", "half", "error", "silent"]);
  note(await host.order(order));
  registry.trouble = undefined;
}

/** Nothing can be written. Where no disk of its own can be mounted, and so filled, a limit on files stands in for it. */
async function diskFull(plugin: (typeof plugins)[number]): Promise<void> {
  await damage();
  await using _filling = disk === undefined ? limitFiles() : disk.fill();
  note(await host.order(update(plugin)));
}

/** The host dies in the middle of an update and of all calls, and starts again. */
async function killed(plugin: (typeof plugins)[number]): Promise<void> {
  const updating = host.order(update(plugin));
  await new Promise((resolve) => setTimeout(resolve, random() * 60));
  await host.kill();
  await updating;
  kills++;
  await checkStore();
  host = await HostProcess.start(paths, ledger);
}

/** Whatever the host was doing when it was killed, the store is whole, but for what was taken out here; and that is fetched again. */
async function checkStore(): Promise<void> {
  const releases = await openReleases({ store, trust, registry: base, lockFile });
  await countFaults(releases.store);
  for (const plugin of plugins) for (const version of versions) await releases.find(plugin, version);
  damaged.clear();
  await countFaults(releases.store);
}

async function countFaults(checked: Store): Promise<void> {
  const check = await verifyStore(checked);
  const unexpected = check.faults.filter(({ digest }) => !damaged.has(digest.slice("sha256:".length)));
  faults += unexpected.length;
  for (const { digest, fault } of unexpected) console.error(`store: ${digest} ${fault}`);
}

/** Takes the modules out of the store, or makes them wrong. */
async function damage(): Promise<void> {
  for (const plugin of plugins)
    for (const version of versions) {
      const digest = modules.get(`${plugin} ${version}`)!;
      const path = join(store, "blobs", "sha256", digest);
      damaged.add(digest);
      if (random() < 0.5) await rm(path, { force: true });
      else await spoil(path);
    }
}

async function spoil(path: string): Promise<void> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return;
  bytes[bytes.length >> 1]! ^= 1;
  await rm(path);
  await writeFile(path, bytes);
}

function limitFiles(): AsyncDisposable {
  prlimit("0");
  return { [Symbol.asyncDispose]: async () => prlimit("unlimited") };
}

function prlimit(bytes: string): void {
  if (process.platform === "linux") execFileSync("prlimit", [`--pid=${host.pid}`, `--fsize=${bytes}:`]);
}

async function rest(): Promise<Holdings> {
  return (await host.order({ kind: "rest" }))!.holdings!;
}

function note(outcome: Outcome | undefined): void {
  if (outcome?.code !== undefined) codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
}

function tell(text: string): void {
  if (!values.json) console.error(text);
}

function pick<Item>(items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

/** Mulberry32: the same operations for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
