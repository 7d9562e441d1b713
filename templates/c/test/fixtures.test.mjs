// Runs the built plugin on every case in fixtures/, as a host does, on both isolation levels. A case is an input.json and
// either the bytes of its answer, expected.json, or the text of its error, error.txt.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { PluginManager } from "@vial/host";

const project = new URL("../", import.meta.url);
const fixtures = new URL("fixtures/", project);
const { name: plugin, module } = JSON.parse(readFileSync(new URL("vial.json", project), "utf8"));
const source = readFileSync(new URL(module, project));

for (const isolation of ["inline", "thread"]) {
  describe(isolation, () => {
    const plugins = new PluginManager();
    before(() => plugins.load(plugin, { source, isolation }));
    after(() => plugins[Symbol.asyncDispose]());

    for (const name of readdirSync(fixtures).toSorted()) {
      test(name, async () => {
        const folder = new URL(`${name}/`, fixtures);
        const answer = plugins.execute(plugin, readFileSync(new URL("input.json", folder)));
        const error = new URL("error.txt", folder);
        if (existsSync(error)) {
          const guestMessage = readFileSync(error, "utf8");
          await assert.rejects(answer, { code: "PLUGIN_ERROR", guestMessage });
        } else {
          const expected = readFileSync(new URL("expected.json", folder), "utf8");
          assert.equal((await answer).text(), expected);
        }
      });
    }
  });
}
