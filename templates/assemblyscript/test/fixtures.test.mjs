// Runs the built plugin on every case of fixtures/, as a host does, at both isolation levels.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { PluginManager } from "@vial/host";

const fixtures = new URL("../fixtures/", import.meta.url);
const { module } = JSON.parse(readFileSync(new URL("../vial.json", import.meta.url), "utf8"));
const source = readFileSync(new URL(`../${module}`, import.meta.url));

for (const isolation of ["inline", "thread"]) {
  describe(isolation, () => {
    const plugins = new PluginManager();
    before(() => plugins.load("my-plugin", { source, isolation }));
    after(() => plugins[Symbol.asyncDispose]());

    for (const name of readdirSync(fixtures).toSorted()) {
      const file = (end) => new URL(`${name}/${end}`, fixtures);
      test(name, async () => {
        const answer = plugins.execute("my-plugin", readFileSync(file("input.json")));
        if (existsSync(file("error.txt"))) {
          const guestMessage = readFileSync(file("error.txt"), "utf8");
          await assert.rejects(answer, { code: "PLUGIN_ERROR", guestMessage });
        } else {
          assert.equal((await answer).text(), readFileSync(file("expected.json"), "utf8"));
        }
      });
    }
  });
}
