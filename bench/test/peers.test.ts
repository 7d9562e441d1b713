import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { buildNative } from "../native/build.ts";
import { sourceOf } from "../native/program.ts";
import { least } from "../overhead/effort.ts";
import { measurePeers } from "../peers/measure-peers.ts";
import type { HostChoice } from "../peers/messages.ts";
import type { Peer } from "../peers/peers.ts";
import { findWorkloads, pluginModule, type Workload } from "../workloads.ts";

const [reverse] = (await findWorkloads(fileURLToPath(new URL("../test-workloads/", import.meta.url)))) as [
  Workload,
];

const choices: Readonly<Record<string, () => Promise<HostChoice> | HostChoice>> = {
  "vial inline": () => ({ host: "vial", isolation: "inline" }),
  "vial thread": () => ({ host: "vial", isolation: "thread" }),
  "vial process": () => ({ host: "vial", isolation: "process" }),
  extism: () => ({ host: "extism", worker: false }),
  "extism worker": () => ({ host: "extism", worker: true }),
  "native program, a process per call": async () => {
    const [program] = await buildNative(sourceOf(reverse, "c"), "portable");
    return { host: "child process", program: program! };
  },
  "one that is not there": () => ({ host: "libextism", library: "/nowhere.so" }),
};

test("peers give the same answer in turns; one that cannot says why", async () => {
  const group = Object.entries(choices).map(([name, choice]): Peer => ({
    name,
    language: "c",
    choice,
    module: (workload) => pluginModule(workload, "c"),
  }));
  const rows = await measurePeers(reverse, { effort: least, groups: [group], sizes: [1024, 65_536] });
  const measured = rows.filter(({ callUs }) => callUs !== null);
  const able = Object.keys(choices).slice(0, -1);
  expect(measured.map(({ peer, sizeBytes }) => [peer, sizeBytes])).toStrictEqual(
    [1024, 65_536].flatMap((size) => able.map((peer) => [peer, size])),
  );
  for (const { ratio, low, high, firstResultMs, peer, memoryBytes } of measured) {
    expect(low! <= ratio! && ratio! <= high!).toBe(true);
    expect(firstResultMs).toBeGreaterThan(0);
    expect(memoryBytes === null).toBe(peer === "native program, a process per call");
  }
  const missing = rows.find(({ callUs }) => callUs === null);
  expect(missing).toMatchObject({ peer: "one that is not there", ratio: null });
  expect(missing!.note).toMatch(/^not measured: .*shared library/);
});
