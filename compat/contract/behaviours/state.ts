import assert from "node:assert/strict";
import { Subject } from "../subject.ts";
import type { Behaviour } from "./behaviour.ts";

const calls = 10_000;
const readings = { patient: "a", unit: "/min", values: [60, 61.5, 62], verified: true, note: "resting" };

export const state: readonly Behaviour[] = [
  {
    name: "keeps its state between calls when it is shared",
    async check(cell) {
      await using subject = await Subject.load(cell, { state: "shared" });
      for (const expected of ["1", "2", "3"]) assert.equal(await subject.text("count"), expected);
    },
  },
  {
    name: "starts every call from the same state when it is fresh",
    async check(cell) {
      await using subject = await Subject.load(cell, { state: "fresh" });
      // The reference engine has shared state alone.
      const expected = cell.engine === "vial" ? ["1", "1", "1"] : ["1", "2", "3"];
      for (const count of expected) assert.equal(await subject.text("count"), count);
    },
  },
  {
    name: "answers small messages without growing, so that a fresh state costs no new instance",
    async check(cell) {
      await using subject = await Subject.load(cell, { state: "fresh" });
      const before = subject.info.memoryBytes;
      for (const name of ["echo", "summarise", "text", "count"] as const) {
        assert.ok((await subject.bytes(name, name === "summarise" ? readings : "small")).length > 0);
        // An instance whose memory grew is given up, and its memory is gone with it.
        assert.equal(subject.info.memoryBytes, before, `linear memory after ${name}`);
      }
    },
  },
  {
    name: `answers ${calls} calls on one instance without growing`,
    async check(cell) {
      await using subject = await Subject.load(cell, { state: "shared" });
      const input = new Uint8Array(1000).fill(0x61);
      const rounds = async (count: number): Promise<void> => {
        for (let round = 0; round < count / 2; round++) {
          assert.equal((await subject.bytes("echo", input)).length, input.length);
          assert.ok((await subject.bytes("summarise", readings)).length > 0);
        }
      };
      await rounds(calls / 10);
      const before = subject.info.memoryBytes;
      await rounds(calls);
      // The reference engine does not tell how large its memories are: 0 on both sides.
      assert.equal(subject.info.memoryBytes, before, "linear memory after as many calls again");
    },
  },
];
