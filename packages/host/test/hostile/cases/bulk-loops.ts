import { wat } from "../../support/wat.ts";
import type { HostileCase, HostileCall } from "../hostile-case.ts";

const late: readonly HostileCall[] = [{ expected: ["call DEADLINE_EXCEEDED"] }];
const refused = ["load DEADLINE_EXCEEDED"] as const;
const endless = "an endless loop";

/** A module whose `process` runs this; the memory has 2 MiB. */
function running(body: string, fields = ""): Uint8Array {
  return wat(`(module ${fields} (memory 32)
    (func (export "process") (result i32) (local $i i32) ${body} (i32.const 0)))`);
}

/** A bulk operation over and over: V8 looks for a request to stop seldom then. */
function bulk(operation: string): Uint8Array {
  return running(`(loop $again ${operation} (br $again))`);
}

export const cases: readonly HostileCase[] = [
  {
    name: "a loop of 4 KiB memory.fill",
    source: bulk("(memory.fill (i32.const 0) (i32.const 1) (i32.const 4096))"),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop of 1 MiB memory.fill",
    source: bulk("(memory.fill (i32.const 0) (i32.const 1) (i32.const 1048576))"),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop of 64 bytes memory.copy",
    source: bulk("(memory.copy (i32.const 0) (i32.const 1048576) (i32.const 64))"),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop of 4 KiB memory.copy",
    source: bulk("(memory.copy (i32.const 0) (i32.const 1048576) (i32.const 4096))".repeat(50)),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop of 1 MiB memory.copy",
    source: bulk("(memory.copy (i32.const 0) (i32.const 1048576) (i32.const 1048576))"),
    calls: late,
    notStoppedInline: endless,
  },
  {
    name: "a loop of memory.fill in the start section",
    source: wat(`(module (memory 32)
      (func $start (loop $again (memory.fill (i32.const 0) (i32.const 1) (i32.const 1048576)) (br $again)))
      (start $start) (func (export "process") (result i32) (i32.const 0)))`),
    options: { limits: { startMs: 250 } },
    refused,
    notStoppedInline: endless,
  },
];
