import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compileNative, sanitizers } from "../native/compile.mjs";

const source = fileURLToPath(new URL("host.c", import.meta.url));
const program = compileNative([source], ["-g", ...sanitizers]);
after(() => program[Symbol.dispose]());

test("configuration, variables, logs, HTTP and host functions", () => {
  const { stdout, stderr, status } = spawnSync(program.path, { encoding: "utf8" });
  assert.deepEqual(stdout.split("\n"), [
    "config: 1 absent",
    "config: 0 value",
    "variables: 0 **",
    "variables: 0 ***",
    "logs: 0 ",
    "http: 0 answered text/plain",
    '{"headers":{"x-\\"a\\"":"1"},"method":"POST","url":"https://partner.example/"} body',
    "host function: 0 txet regnol a",
    "host function: 0 ",
    "",
  ]);
  assert.equal(stderr, "warn: logged\nerror: logged\n");
  assert.equal(status, 0);
});
