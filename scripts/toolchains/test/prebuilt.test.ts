import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { writeBuiltWith } from "../plugin/built-with.ts";
import { comparePrebuilt, recordPrebuilt } from "../plugin/prebuilt.ts";
import { temporaryFolder } from "../../../packages/toolchains/test/support/folder.ts";

const buildScript = fileURLToPath(new URL("../build.ts", import.meta.url));
const module = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const otherModule = Buffer.concat([module, Buffer.from([0, 2, 1, 0x78])]);

/** A project whose module a compiler of that name has just built. */
async function builtProject(compiler: string): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "vial.json"), JSON.stringify({ name: "p", module: "build/p.wasm" }));
  mkdirSync(join(folder, "build"));
  await build(folder, compiler, module);
  return folder;
}

async function build(folder: string, compiler: string, bytes: Buffer): Promise<void> {
  const path = join(folder, "build/p.wasm");
  writeFileSync(path, bytes);
  await writeBuiltWith({ folder, name: "p", module: path }, compiler, false);
}

function buildWithoutCompiler(
  folder: string,
  env: Record<string, string>,
): { status: number | null; stderr: string } {
  const bare = { PATH: "", HOME: folder, VIAL_CACHE: join(folder, "cache") };
  return spawnSync(process.execPath, [buildScript, "go"], {
    cwd: folder,
    env: { ...bare, ...env },
    encoding: "utf8",
  });
}

test("what is recorded is what was built", async () => {
  const folder = await builtProject("cc 1");
  await recordPrebuilt(folder);
  expect(readFileSync(join(folder, "prebuilt/p.wasm"))).toStrictEqual(module);
  expect(JSON.parse(readFileSync(join(folder, "prebuilt/build.json"), "utf8"))).toStrictEqual({
    sha256: "93a44bbb96c751218e4c00d479e4c14358122a389acca16205b1e4d0dc5f9476",
    builtWith: "cc 1",
  });
  expect(await comparePrebuilt(folder)).toStrictEqual({ outcome: "identical" });
});

test("the same compiler must make the same bytes", async () => {
  const folder = await builtProject("cc 1");
  await recordPrebuilt(folder);
  await build(folder, "cc 1", otherModule);
  await expect(comparePrebuilt(folder)).rejects.toThrow("both were built with cc 1");
});

test("another compiler may make others", async () => {
  const folder = await builtProject("cc 1");
  await recordPrebuilt(folder);
  await build(folder, "cc 2", otherModule);
  expect(await comparePrebuilt(folder)).toStrictEqual({
    outcome: "other compiler",
    built: join(folder, "build/p.wasm"),
    prebuilt: join(folder, "prebuilt/p.wasm"),
    builtWith: "cc 2",
    prebuiltWith: "cc 1",
  });
});

test("a module that changed since its build is not recorded", async () => {
  const folder = await builtProject("cc 1");
  writeFileSync(join(folder, "build/p.wasm"), otherModule);
  await expect(recordPrebuilt(folder)).rejects.toThrow("is not what was built");
});

test("a missing compiler is an error, and a prebuilt module takes its place only when that is asked for", async () => {
  const folder = await builtProject("cc 1");
  await recordPrebuilt(folder);
  const refused = buildWithoutCompiler(folder, {});
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain("TinyGo is missing");
  writeFileSync(join(folder, "build/p.wasm"), otherModule);
  const taken = buildWithoutCompiler(folder, { VIAL_PREBUILT: "1" });
  expect(taken.stderr).toContain("p: its compiler is missing, so its prebuilt module is used (cc 1)");
  expect(taken.status).toBe(0);
  expect(readFileSync(join(folder, "build/p.wasm"))).toStrictEqual(module);
  expect(JSON.parse(readFileSync(join(folder, "build/built-with.json"), "utf8"))).toMatchObject({
    compiler: "cc 1",
    prebuilt: true,
  });
  await expect(comparePrebuilt(folder)).rejects.toThrow("it was not built here");
  await expect(recordPrebuilt(folder)).rejects.toThrow("it was not built here");
});

test("a corrupt prebuilt module is refused", async () => {
  const folder = await builtProject("cc 1");
  await recordPrebuilt(folder);
  writeFileSync(join(folder, "prebuilt/p.wasm"), otherModule);
  await expect(comparePrebuilt(folder)).rejects.toThrow("is corrupt");
  const { status, stderr } = buildWithoutCompiler(folder, { VIAL_PREBUILT: "1" });
  expect(status).toBe(1);
  expect(stderr).toContain("p.wasm is corrupt: its SHA-256 is");
  expect(readFileSync(join(folder, "build/p.wasm"))).toStrictEqual(module);
});

test("a project without a prebuilt module says so", async () => {
  const { status, stderr } = buildWithoutCompiler(await builtProject("cc 1"), { VIAL_PREBUILT: "1" });
  expect(status).toBe(1);
  expect(stderr).toContain("does not hold p.wasm and its build.json");
});
