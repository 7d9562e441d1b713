import assert from "node:assert/strict";
import { readVectors } from "@vial/pdk-types/vectors";
import { Subject } from "../subject.ts";
import type { Behaviour } from "./behaviour.ts";

export const messages: readonly Behaviour[] = [
  {
    name: "answers the test vectors byte for byte",
    async check(cell) {
      await using subject = await Subject.load(cell, { state: "shared" });
      for (const { name, input, expected } of readVectors("summarise")) {
        if ("output" in expected) {
          const actual = Buffer.from(await subject.bytes("summarise", input)).toString("utf8");
          assert.equal(actual, Buffer.from(expected.output).toString("utf8"), `vector "${name}"`);
          continue;
        }
        const { pointer, text } = expected.error;
        const { code, guestMessage = "" } = await subject.failure("summarise", input);
        assert.equal(code, "PLUGIN_ERROR", `vector "${name}"`);
        if (text !== undefined) assert.equal(guestMessage, text, `vector "${name}"`);
        else if (pointer !== undefined) {
          assert.ok(
            guestMessage.startsWith(`${pointer}: `),
            `vector "${name}": at ${pointer}, not "${guestMessage}"`,
          );
        }
      }
    },
  },
  {
    name: "reads and writes a megabyte of JSON",
    async check(cell) {
      await using subject = await Subject.load(cell);
      const history = Array.from({ length: 20_000 }, (_, index) => ({
        at: `2026-03-09T10:${String(index % 60).padStart(2, "0")}:00Z`,
        value: index / 7,
      }));
      const values = Array.from({ length: 20_000 }, (_, index) => (index * 1.1 - 3000) / 7);
      const readings = {
        patient: "Inês 👩🏽‍⚕️".repeat(1000),
        unit: "mmHg",
        values,
        verified: true,
        history,
      } as const;
      const summary = JSON.parse(await subject.text("summarise", readings)) as Record<string, unknown>;
      assert.deepEqual(summary["values"], values);
      assert.equal(summary["patient"], readings.patient);
      assert.deepEqual(summary["latest"], history.at(-1));
      assert.equal(
        summary["total"],
        values.reduce((sum, value) => sum + value, 0),
      );
    },
  },
];
