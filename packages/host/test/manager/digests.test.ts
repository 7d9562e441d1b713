import { createHash } from "node:crypto";
import { PluginManager, VialEngine } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { expectFailure } from "../support/failure.ts";
import { hashJobs } from "../support/hash-jobs.ts";
import { moduleOfSize } from "../support/module-bytes.ts";

const hash = createHash("sha256").update(kernelEcho).digest("hex");

test.for([hash, hash.toUpperCase(), `sha256:${hash}`, `sha256:${hash.toUpperCase()}`])(
  "digest %s",
  async (digest) => {
    await using plugins = new PluginManager();
    await plugins.load("echo", { source: kernelEcho, digest, isolation: "inline" });
    expect(plugins.list()[0]!.digest).toBe(`sha256:${hash}`);
  },
);

test("the digest option is the main module's", async () => {
  await using plugins = new PluginManager();
  const source = { wasm: [{ name: "unused", data: directEcho }, { data: kernelEcho }] };
  await plugins.load("echo", { source, digest: hash, isolation: "inline" });
  const other = createHash("sha256").update(directEcho).digest("hex");
  const mismatch = { code: "DIGEST_MISMATCH", phase: "load", plugin: "echo 2" } as const;
  await expectFailure(plugins.load("echo 2", { source, digest: other }), mismatch);
});

test("the digest of a large module is computed on another thread", async () => {
  await using plugins = new PluginManager();
  const source = moduleOfSize(4 * 1024 * 1024);
  const digest = createHash("sha256").update(source).digest("hex");
  const jobs = await hashJobs(() => plugins.load("large", { source, digest, isolation: "inline" }));
  expect(jobs).toBe(1);
  expect(plugins.list()[0]!.digest).toBe(`sha256:${digest}`);
  expect(await hashJobs(() => plugins.load("small", { source: kernelEcho, isolation: "inline" }))).toBe(0);
});

describe("a module is compiled once", () => {
  test("for two names, both isolations and both states", async () => {
    const engine = new VialEngine();
    await using plugins = new PluginManager({ engine });
    await plugins.load("one", { source: kernelEcho, isolation: "inline" });
    await plugins.load("two", { source: kernelEcho.slice(), isolation: "thread" });
    await plugins.load("three", {
      source: { wasm: [{ data: kernelEcho }] },
      isolation: "thread",
      state: "shared",
    });
    expect(engine.compiledModules).toBe(1);
    await plugins.load("other", { source: directEcho, isolation: "inline" });
    expect(engine.compiledModules).toBe(2);
    await plugins.unload("one");
    await plugins.unload("two");
    expect(engine.compiledModules).toBe(2);
    expect((await plugins.execute("three", "still here")).text()).toBe("still here");
    await plugins.unload("three");
    expect(engine.compiledModules).toBe(1);
  });

  test("when it is loaded many times at once", async () => {
    const engine = new VialEngine();
    await using plugins = new PluginManager({ engine });
    await Promise.all(
      ["a", "b", "c"].map((name) => plugins.load(name, { source: kernelEcho, isolation: "inline" })),
    );
    expect(engine.compiledModules).toBe(1);
    await Promise.all(["a", "b", "c"].map((name) => plugins.unload(name)));
    expect(engine.compiledModules).toBe(0);
  });

  test("and once more under other limits, which are part of it", async () => {
    const engine = new VialEngine();
    await using plugins = new PluginManager({ engine });
    await plugins.load("one", { source: kernelEcho, isolation: "inline" });
    await plugins.load("two", { source: kernelEcho, isolation: "inline", limits: { memoryBytes: 2 ** 20 } });
    expect(engine.compiledModules).toBe(2);
  });

  test("and forgotten when its load fails, also at the last step", async () => {
    const engine = new VialEngine();
    await using plugins = new PluginManager({ engine });
    const wrong = "0".repeat(64);
    await plugins.load("digest", { source: kernelEcho, digest: wrong }).catch(() => {});
    await plugins.load("bytes", { source: kernelEcho.slice(0, 40) }).catch(() => {});
    await plugins
      .load("link", {
        source: { wasm: [{ name: "unused", data: directEcho }, { data: kernelEcho.slice(0, 40) }] },
      })
      .catch(() => {});
    expect(engine.compiledModules).toBe(0);
  });

  test("and forgotten when another module of the plugin is refused while it is still being compiled", async () => {
    const engine = new VialEngine();
    await using plugins = new PluginManager({ engine });
    const large = moduleOfSize(200_000);
    const source = { wasm: [{ name: "large", data: large }, { data: kernelEcho.slice(0, 40) }] };
    await plugins.load("bad", { source }).catch(() => {});
    await expect.poll(() => engine.compiledModules).toBe(0);
  });
});
