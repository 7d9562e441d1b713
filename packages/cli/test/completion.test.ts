import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeProgram } from "../src/program.ts";
import { temporaryFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

async function scriptFor(shell: string): Promise<string> {
  const { code, out } = await vial(["completion", shell], { cwd: temporaryFolder() });
  expect(code).toBe(0);
  return out;
}

test("bash completes commands, flags and their values, and leaves files to itself", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "vial.bash"), await scriptFor("bash"));
  const complete = (...words: string[]): string[] => {
    const script = `source ./vial.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vial; echo "\${COMPREPLY[*]}"`;
    const args = ["--norc", "-c", script, "bash", "vial", ...words];
    return execFileSync("bash", args, { cwd: folder, encoding: "utf8" }).trim().split(" ");
  };
  expect(complete("")).toEqual(expect.arrayContaining(["new", "build", "test", "replay", "--help"]));
  expect(complete("--verbose", "upg")).toEqual(["upgrade"]);
  expect(complete("run", "--iso")).toEqual(["--isolation"]);
  expect(complete("run", "--isolation", "")).toEqual(["inline", "thread", "process"]);
  expect(complete("new", "--language", "as")).toEqual(["assemblyscript"]);
  expect(complete("completion", "")).toEqual(["bash", "zsh", "fish"]);
  expect(complete("run", "--input", "")).toEqual([""]);
  // What stands on the line is never run.
  expect(complete("run", "$(touch made)", "--is")).toEqual(["--isolation"]);
  expect(execFileSync("ls", { cwd: folder, encoding: "utf8" })).not.toContain("made");
});

test.each(["bash", "zsh", "fish"])("the script for %s has every command and flag", async (shell) => {
  const script = await scriptFor(shell);
  for (const command of makeProgram().commands) {
    expect(script).toContain(command.name());
    for (const { long } of command.options)
      expect(script).toContain(shell === "fish" ? `-l ${long!.slice(2)}` : long);
  }
});

test("another shell is refused", async () => {
  const { code, error } = await vial(["completion", "tcsh"], { cwd: temporaryFolder() });
  expect([code, error]).toEqual([2, expect.stringContaining("Allowed choices are bash, zsh, fish")]);
});
