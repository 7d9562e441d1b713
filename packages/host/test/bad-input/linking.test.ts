import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { expectRefusal } from "../support/failure.ts";
import { isolations } from "../support/isolations.ts";
import { wat } from "../support/wat.ts";

describe.for(isolations)("modules of one plugin that do not fit together, %s", (isolation) => {
  const refused = { code: "IMPORT_UNRESOLVED", phase: "load" } as const;

  test.for([
    ["another signature", `(func (export "Jane Doe") (param i32))`],
    ["another kind", `(memory (export "Jane Doe") 1)`],
    ["nothing", ``],
  ] as const)("an import that meets %s is refused", async ([, offer]) => {
    const library = wat(`(module ${offer})`);
    const main = wat(`(module (import "library" "Jane Doe" (func (param i64))))`);
    const source = { wasm: [{ name: "library", data: library }, { data: main }] };
    const error = await expectRefusal({ source, isolation }, refused);
    // A name that the message quotes is escaped there; V8's own text of a cause quotes it raw.
    expect(inspect(error.cause)).not.toContain("Jane");
  });

  test("modules that import each other are refused", async () => {
    const library = wat(`(module (import "main" "f" (func)) (func (export "f")))`);
    const main = wat(`(module (import "library" "f" (func)) (func (export "f")))`);
    const source = {
      wasm: [
        { name: "library", data: library },
        { name: "main", data: main },
      ],
    };
    await expectRefusal({ source, isolation }, refused);
  });
});
