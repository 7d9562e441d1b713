import { describe, expect, test } from "vitest";
import { expectRefusal } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { moduleImporting } from "../support/module-bytes.ts";
import { wat } from "../support/wat.ts";

const unresolved = { code: "IMPORT_UNRESOLVED", phase: "load" } as const;

describe.for(isolations)("%s", (isolation) => {
  test.for([
    ["extism:host/user", "save_record"],
    ["extism:host/env", "open_file"],
    ["wasi_snapshot_preview1", "path_open"],
    ["wasi_snapshot_preview1", "sock_send"],
    ["wasi_unstable", "fd_write"],
    ["env", "emscripten_notify_memory_growth"],
    ["main", "process"],
    ["", ""],
    ["__proto__", "toString"],
    ["constructor", "name"],
    ["extism:host/user", "__proto__"],
    ["extism:host/user", "constructor"],
    ["extism:host/env", "hasOwnProperty"],
    ["wasi_snapshot_preview1", "toString"],
  ] as const)("importing %j %j is refused by name", async ([namespace, name]) => {
    const functions = { "extism:host/user": { other: () => 0n } };
    const error = await expectRefusal(
      { source: moduleImporting(namespace, name), functions, isolation },
      unresolved,
    );
    expect(error.message).toContain(JSON.stringify(namespace));
    expect(error.message).toContain(JSON.stringify(name));
  });

  test.for([
    ["memory", `(import "extism:host/env" "memory" (memory 1))`],
    ["global", `(import "extism:host/env" "alloc" (global i32))`],
    ["table", `(import "extism:host/user" "allowed" (table 1 funcref))`],
  ] as const)("importing a %s from the host is refused", async ([kind, line]) => {
    const functions = { "extism:host/user": { allowed: () => 0n } };
    const error = await expectRefusal({ source: wat(`(module ${line})`), functions, isolation }, unresolved);
    expect(error.message).toContain(kind);
  });

  test.for([
    ["alloc", "(param i32) (result i32)"],
    ["input_load_u8", "(param i64) (result i64)"],
    ["output_set", "(param i64 i64) (result i64)"],
    ["log_info", ""],
    ["http_request", "(param i64) (result i64)"],
  ] as const)("importing %s with another signature is refused", async ([name, type]) => {
    const source = wat(`(module (import "extism:host/env" "${name}" (func ${type})))`);
    const error = await expectRefusal({ source, isolation }, unresolved);
    expect(error.message).toContain(`"${name}"`);
  });
});

describe("names that are not fit to print", () => {
  test.for([
    ["a line break", "a\r\nERROR forged line"],
    ["a terminal's escape sequence", "\u001b[2J"],
    ["an 8-bit escape sequence", "\u009b2J"],
    ["delete", "a\u007f"],
    ["Unicode's line separators", "a\u2028b\u2029c"],
    ["a quote", 'a" is fine, "b'],
  ] as const)("%s is escaped", async ([, name]) => {
    const error = await expectRefusal(
      { source: moduleImporting(name, name), isolation: "inline" },
      unresolved,
    );
    // oxlint-disable-next-line no-control-regex
    expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    expect(error.message).not.toContain(name);
  });

  test("a long name is cut", async () => {
    const error = await expectRefusal(
      { source: moduleImporting("n".repeat(5_000), "f".repeat(5_000)) },
      unresolved,
    );
    expect(error.message.length).toBeLessThan(500);
  });
});
