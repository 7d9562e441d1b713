import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { buildNative } from "../native/build.ts";
import type { PeerFigures } from "../peers/setup.ts";
import { findWorkloads, pluginModule, type Workload } from "../workloads.ts";

const serve = fileURLToPath(new URL("../peers/serve.ts", import.meta.url));
const [reverse] = (await findWorkloads(fileURLToPath(new URL("../test-workloads/", import.meta.url)))) as [
  Workload,
];
const [program] = await buildNative(reverse, "c", "portable");

test.each([
  { host: "vial", isolation: "inline" },
  { host: "vial", isolation: "thread" },
  { host: "vial", isolation: "process" },
  { host: "extism", worker: false },
  { host: "extism", worker: true },
  { host: "child process", program },
])("the same answer by $host, and figures", (kind) => {
  const inputs = new URL("../test-workloads/reverse/inputs.ts", import.meta.url).href;
  const setup = { ...kind, module: pluginModule(reverse, "c"), inputs, sizes: [], patienceMs: 1 };
  const figures = JSON.parse(
    execFileSync(process.execPath, [serve, JSON.stringify(setup)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  ) as PeerFigures;
  const expected = reverse.input(1024).toReversed();
  expect(figures.outputDigest).toBe(createHash("sha256").update(expected).digest("hex"));
  expect(figures.firstResultMs).toBeGreaterThan(0);
});
