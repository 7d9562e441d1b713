/** With scripts that stand for compilers and print their versions; Windows would not run them. */
import { expect, test } from "vitest";
import { findToolchain } from "../src/index.ts";
import { temporaryFolder } from "./support/folder.ts";
import { machineWith } from "./support/machine.ts";
import { messageOf } from "./support/message.ts";

test("a rustc that is too old is named", async () => {
  const machine = machineWith({ rustc: "rustc 1.87.0 (abc 2025-01-01)", cargo: "" });
  expect(await messageOf(findToolchain("rust", machine))).toContain(
    "rustc 1.87.0 (abc 2025-01-01), but rustc 1.88 or later is needed",
  );
});

test("a rustc without the target is told to get it, by rustup where that is", async () => {
  const rustc = "rustc 1.99.0 (abc 2027-01-01)";
  const withRustup = await messageOf(findToolchain("rust", machineWith({ rustc, cargo: "", rustup: "" })));
  expect(withRustup).toContain(`${rustc} has no standard library for wasm32-unknown-unknown`);
  expect(withRustup).toMatch(/^ {2}macOS +rustup target add wasm32-unknown-unknown$/m);
  const alone = await messageOf(findToolchain("rust", machineWith({ rustc, cargo: "" })));
  expect(alone).toMatch(/^ {2}macOS +curl /m);
});

test("a Go that is too old is named", async () => {
  const machine = machineWith({ go: "go version go1.19.8 linux/amd64", tinygo: "tinygo version 0.41.1" });
  expect(await messageOf(findToolchain("go", machine))).toContain(
    "go version go1.19.8 linux/amd64, but go 1.24 or later is needed",
  );
});

test("a TinyGo that is too old is named", async () => {
  const machine = machineWith({ go: "go version go1.24 linux/amd64", tinygo: "tinygo version 0.40.9" });
  expect(await messageOf(findToolchain("go", machine))).toContain(
    "tinygo version 0.40.9, but tinygo 0.41 or later is needed",
  );
});

test.each([
  ["is too old", "Debian clang version 14.0.6", "LLD 14.0.6"],
  ["has a linker of another release", "clang version 19.1.7 wasm32", "LLD 18.1.8"],
  ["lacks the wasm32 target", "Apple clang version 17.0.0", "LLD 17.0.0"],
])("a clang that %s is not used", async (_, clang, linker) => {
  const machine = machineWith({ clang, "wasm-ld": linker });
  expect((await findToolchain("c", machine)).name).toMatch(/^@yowasp\/clang/);
  const message = await messageOf(findToolchain("c", { ...machine, packages: temporaryFolder() }));
  expect(message).toContain("no clang 16 or later");
});

test("a clang that can be used is, and the same name means the same versions", async () => {
  const prints = { clang: "clang version 18.1.3 wasm32", "wasm-ld": "LLD 18.1.3" };
  const { version, name } = await findToolchain("c", machineWith(prints));
  expect(version).toBe("18.1.3");
  expect(name).toContain("clang version 18.1.3 wasm32, LLD 18.1.3");
});
