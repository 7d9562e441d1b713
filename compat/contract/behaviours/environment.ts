import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { LogEntry } from "@vial/host";
import { Subject } from "../subject.ts";
import type { Behaviour } from "./behaviour.ts";

export const environment: readonly Behaviour[] = [
  {
    name: "reads its configuration",
    async check(cell) {
      const config = { "partner-url": "https://partner.example/v1", chave: "ação", constructor: "own" };
      await using subject = await Subject.load(cell, { config });
      for (const [key, value] of Object.entries(config))
        assert.equal(await subject.text("config", key), value);
      for (const key of ["absent", "ausente"]) {
        const expected = { code: "PLUGIN_ERROR", guestMessage: "config: absent" };
        assert.deepEqual(await subject.failure("config", key), expected);
      }
    },
  },
  {
    name: "keeps variables between calls on shared state",
    async check(cell) {
      await using subject = await Subject.load(cell, { state: "shared" });
      const absent = { code: "PLUGIN_ERROR", guestMessage: "var: absent" };
      assert.deepEqual(await subject.failure("var_get", "a"), absent);
      assert.equal(await subject.text("var_set", "a=1"), "");
      assert.equal(await subject.text("var_set", "café=☕ = hot"), "");
      assert.equal(await subject.text("var_get", "a"), "1");
      assert.equal(await subject.text("var_get", "café"), "☕ = hot");
      await subject.text("var_set", "a=2");
      assert.equal(await subject.text("var_get", "a"), "2");
      await subject.text("var_remove", "a");
      assert.deepEqual(await subject.failure("var_get", "a"), absent);
      assert.equal(await subject.text("var_get", "café"), "☕ = hot");
    },
  },
  {
    name: "logs at every level, and knows which level is listened to",
    async check(cell) {
      const all = ["trace", "debug", "info", "warn", "error"] as const;
      for (const [index, logLevel] of all.entries()) {
        const entries: LogEntry[] = [];
        await using subject = await Subject.load(cell, { logLevel, onLog: (entry) => entries.push(entry) });
        assert.equal(await subject.text("log", "olá 👋"), String(index), `the level ${logLevel}`);
        const expected = all.slice(index).map((level) => ({ plugin: "contract", level, message: "olá 👋" }));
        const said = entries.map(({ plugin, level, message }) => ({ plugin, level, message }));
        assert.deepEqual(said, expected, `entries at ${logLevel}`);
      }
    },
  },
  {
    name: "calls a host function with bytes and takes its answer",
    async check(cell) {
      const seen: Uint8Array[] = [];
      await using subject = await Subject.load(cell, {
        functions: {
          "extism:host/user": {
            reverse: (context, handle) => {
              const bytes = context.bytes(handle as bigint)!;
              seen.push(bytes);
              return context.store(bytes.toReversed());
            },
          },
        },
      });
      const inputs = ["abc", "x".repeat(70_001) + "y", ""].map((text) => new TextEncoder().encode(text));
      for (const input of inputs) assert.deepEqual(await subject.bytes("host", input), input.toReversed());
      assert.deepEqual(
        seen.map(({ length }) => length),
        [3, 70_002, 0],
      );
    },
  },
  {
    name: "waits for an asynchronous host function",
    async check(cell) {
      await using subject = await Subject.load(cell, {
        functions: {
          "extism:host/user": {
            reverse: async (context, handle) => {
              const bytes = context.bytes(handle as bigint)!;
              await setTimeout(5);
              return context.store(bytes.toReversed());
            },
          },
        },
      });
      for (const text of ["abc", "the next call"]) {
        assert.equal(await subject.text("host", text), [...text].toReversed().join(""));
      }
    },
  },
];
