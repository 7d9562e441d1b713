import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compileNative, sanitizers } from "../native/compile.mjs";

const source = fileURLToPath(new URL("bytes.c", import.meta.url));
const program = compileNative([source], ["-O1", "-g", "-ffreestanding", ...sanitizers]);
after(() => program[Symbol.dispose]());

test("copies, fills and comparisons of all lengths and distances are the C library's", () => {
  const { stdout, stderr, status } = spawnSync(program.path, { encoding: "utf8" });
  assert.equal(stderr, "");
  assert.match(stdout, /^\d{6,} comparisons\n$/);
  assert.equal(status, 0);
});
