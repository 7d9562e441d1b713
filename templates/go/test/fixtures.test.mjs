// Runs the built plugin on every case in fixtures/, as a host does, in both kinds of isolation.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { PluginManager } from "@vial/host";

const fixtures = new URL("../fixtures/", import.meta.url);
const { module: path } = JSON.parse(readFileSync(new URL("../vial.json", import.meta.url), "utf8"));
const source = readFileSync(new URL(`../${path}`, import.meta.url));

for (const isolation of ["inline", "thread"]) {
  describe(isolation, () => {
    const plugins = new PluginManager();
    before(() => plugins.load("my-plugin", { source, isolation }));
    after(() => plugins[Symbol.asyncDispose]());

    for (const name of readdirSync(fixtures).toSorted()) {
      test(name, async () => {
        const read = (file) => readFileSync(new URL(`${name}/${file}`, fixtures));
        const answer = plugins.execute("my-plugin", read("input.json"));
        if (readdirSync(new URL(name, fixtures)).includes("error.txt")) {
          const guestMessage = read("error.txt").toString();
          await assert.rejects(answer, { code: "PLUGIN_ERROR", guestMessage });
        } else {
          const expected = read("expected.json").toString();
          assert.equal((await answer).text(), expected);
        }
      });
    }
  });
}
