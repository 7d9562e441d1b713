import assert from "node:assert/strict";
import { Subject } from "../subject.ts";
import type { Behaviour } from "./behaviour.ts";

export const failures: readonly Behaviour[] = [
  {
    name: "fails with an error text",
    async check(cell) {
      await using subject = await Subject.load(cell);
      for (const text of ["not a number", "não é um número: ½", "x".repeat(100_000)]) {
        assert.deepEqual(await subject.failure("fail", text), { code: "PLUGIN_ERROR", guestMessage: text });
        assert.equal(await subject.text("echo", "the next call"), "the next call");
      }
    },
  },
  {
    name: "a panic is a trap, and the next call is answered",
    async check(cell) {
      await using subject = await Subject.load(cell);
      for (let round = 0; round < 3; round++) {
        assert.equal((await subject.failure("panic")).code, "TRAP");
        assert.equal(await subject.text("echo", "the next call"), "the next call");
      }
    },
  },
  {
    name: "recurses as deep as its stack allows; an overflow is a trap and harms nothing",
    async check(cell) {
      await using subject = await Subject.load(cell);
      assert.equal(await subject.text("recurse", "100"), "100");
      assert.equal((await subject.failure("recurse", "100000000")).code, "TRAP");
      // The reference engine goes on with the instance that overflowed, whose stack pointer stays where it was.
      if (cell.engine === "extism") return;
      assert.equal(await subject.text("recurse", "100"), "100");
      assert.equal(await subject.text("echo", "the next call"), "the next call");
    },
  },
];
