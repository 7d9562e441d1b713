import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleProject, temporaryFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

test.each([
  ["null", "policy takes an object"],
  ["[]", "policy takes an object"],
  ['{ "htp": [] }', "policy.htp is not an option"],
  ['{ "vars": "yes" }', "policy.vars takes boolean"],
])("a policy that is none is not taken for one: %s", async (text, says) => {
  const cwd = exampleProject("hl7-to-json");
  writeFileSync(join(cwd, "policy.json"), text);
  const { code, out, error } = await vial(["inspect", "--policy", "policy.json"], { cwd });
  expect([code, out]).toEqual([1, ""]);
  expect(error).toContain(`error: admit: ${says}\n       INVALID_OPTION`);
});

test("what is wrong with a module is said where it is run", async () => {
  const cwd = exampleProject("hl7-to-json");
  const module = readFileSync(join(cwd, "build", "hl7-to-json.wasm"));
  writeFileSync(join(cwd, "half.wasm"), module.subarray(0, 20));
  const { code, error } = await vial(["run", "half.wasm"], { cwd });
  expect(code).toBe(1);
  expect(error).toMatch(/^INVALID_MODULE: .*\n {2}the module: .* at byte 10\n$/);
});

test("a key whose passphrase is missing says how to give it", async () => {
  const cwd = temporaryFolder();
  const made = await vial(["keys", "new", "lab.pem"], { cwd, env: { VIAL_KEY_PASSPHRASE: "correct horse" } });
  expect(made.code).toBe(0);
  const { code, error } = await vial(["keys", "show", "lab.pem"], { cwd });
  expect([code, error]).toEqual([1, expect.stringContaining("VIAL_KEY_PASSPHRASE")]);
});

test("a new project's next steps can be pasted, also where its folder has spaces", async () => {
  const cwd = temporaryFolder();
  const { code, error } = await vial(["new", "Meine $Ordner é/lab", "--language", "c"], { cwd });
  expect([code, error]).toEqual([0, expect.stringContaining('\n  cd "Meine \\$Ordner é/lab"\n')]);
});
