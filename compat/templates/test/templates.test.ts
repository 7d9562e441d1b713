import { once } from "node:events";
import { text } from "node:stream/consumers";
import { PluginManager } from "@vial/host";
import { readVectors } from "@vial/pdk-types/vectors";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { initialMemory } from "../../contract/initial-memory.ts";
import { Project } from "../project.ts";

const KiB = 1024;
/** Bytes of the module as built: what a partner starts from has to be small. */
const sizes = { rust: 100_000, go: 400_000, c: 18_000, assemblyscript: 30_000 } as const;
const languages = ["rust", "go", "c", "assemblyscript"] as const;
const name = "lab-results";
const modulePath = `build/${name}.wasm`;

/** What each compiler says of an argument that it does not know. */
const unknownArgument = {
  rust: /unexpected argument '--no-such-flag'/,
  go: /flag provided but not defined: -no-such-flag/,
  c: /(?:unsupported option|unknown argument):? '--no-such-flag'/,
  assemblyscript: /Unknown option '--no-such-flag'/,
} as const;

describe.each(languages)("the %s template, copied and renamed", (language) => {
  let project: Project;
  beforeAll(async () => {
    project = await Project.create(language, name);
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test("builds", async () => {
    const printed = await project.script("build");
    expect(printed).toContain(modulePath);
  });

  test("passes its own tests", async () => {
    await expect(project.script("test")).resolves.toBeTypeOf("string");
  });

  test("is formatted and free of lint", async () => {
    await expect(project.lint()).resolves.toBeTypeOf("string");
  });

  test("has types that are those of its schemas", async () => {
    await expect(project.script("types", "--check")).resolves.toBeTypeOf("string");
  });

  test(`is at most ${sizes[language]} bytes and starts with at most 256 KiB of memory`, async () => {
    const module = await project.read(modulePath);
    expect(module.length).toBeLessThanOrEqual(sizes[language]);
    expect(initialMemory(module)).toBeLessThanOrEqual(256 * KiB);
  });

  test("gives the same bytes when it is built again elsewhere", async () => {
    await using other = await Project.create(language, name);
    await other.script("build");
    expect(Buffer.compare(await other.read(modulePath), await project.read(modulePath))).toBe(0);
  });

  test("passes arguments to its compiler", async () => {
    const child = project.vial("build", "--", "--no-such-flag");
    child.stdin.end();
    const [printed] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect(printed).toMatch(unknownArgument[language]);
    expect(printed).not.toContain("    at ");
  });

  test("answers the test vectors byte for byte", async () => {
    await using plugins = new PluginManager();
    await plugins.load(name, { source: await project.read(modulePath) });
    for (const { name: vector, input, expected } of readVectors("process")) {
      const [outcome] = await plugins.executeMany(name, [input]);
      if ("output" in expected) {
        const answer = outcome!.status === "fulfilled" ? outcome!.value.text() : outcome!.reason.guestMessage;
        expect([vector, answer]).toEqual([vector, new TextDecoder().decode(expected.output)]);
        continue;
      }
      const { pointer = "", text: said } = expected.error;
      const error = outcome!.status === "rejected" ? outcome!.reason : undefined;
      expect([vector, error?.code]).toEqual([vector, "PLUGIN_ERROR"]);
      if (said === undefined) expect(error?.guestMessage).toContain(pointer);
      else expect([vector, error?.guestMessage]).toEqual([vector, said]);
    }
  });
});

test("the PDK that the C template carries passes its own tests", async () => {
  // In the other languages they are among the project's.
  await using project = await Project.create("c", name);
  await expect(project.script("test:pdk")).resolves.toBeTypeOf("string");
});
