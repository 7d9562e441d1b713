import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { loadPlugins, normalise } from "./support/plugin.ts";

const plugins = await loadPlugins({ config: { "default-offset": "-03:00" } });
afterAll(() => plugins[Symbol.asyncDispose]());

it("does what the README shows", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [input = "", output = ""] = [...readme.matchAll(/^```json\n(.*?)^```/gms)].map(([, block]) => block);
  expect(await normalise(plugins, input)).toStrictEqual(JSON.parse(output));
});
