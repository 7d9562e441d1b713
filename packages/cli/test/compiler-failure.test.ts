import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

/** A project in Go, and a TinyGo and a Go on the PATH that do something else than to compile. */
async function projectWithCompiler(compile: string): Promise<{ folder: string; PATH: string }> {
  const parent = temporaryFolder();
  const made = await vial(["new", "lab-results", "--language", "go"], { cwd: parent });
  expect(made.code).toBe(0);
  const commands = join(parent, "commands");
  mkdirSync(commands);
  const answers = { tinygo: "tinygo version 0.41.1 (using go version go1.26.0)", go: "go version go1.26.0" };
  for (const [name, version] of Object.entries(answers)) {
    const script = `#!/bin/sh\ncase "$1" in version) echo '${version}' ;; *) ${compile} ;; esac\n`;
    writeFileSync(join(commands, name), script, { mode: 0o755 });
  }
  const PATH = [commands, process.env["PATH"]].join(delimiter);
  return { folder: join(parent, "lab-results"), PATH };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a compiler that crashes is named, and what to do", async () => {
  const { folder, PATH } = await projectWithCompiler("kill -SEGV $$");
  const { code, error } = await vial(["build"], { cwd: folder, env: { PATH } });
  expect(code).toBe(1);
  expect(error).toMatch(/^tinygo .*SIGSEGV/m);
  expect(error).toMatch(/^error: build\.mjs failed.*\n {7}\S.*\n$/m);
  expect(error).not.toContain("    at ");
  expect(existsSync(join(folder, "build", "lab-results.wasm"))).toBe(false);
});

test("a compiler that hangs is ended, and nothing of it goes on", async () => {
  const { folder, PATH } = await projectWithCompiler('echo $$ > "$PID_FILE"; while :; do sleep 1; done');
  const file = join(folder, "pid");
  const env = { PATH, PID_FILE: file };
  const { code, error } = await vial(["build", "--timeout", "5"], { cwd: folder, env });
  expect(code).toBe(1);
  expect(error).toContain("error: the compiler did not finish within 5 s and was ended\n");
  expect(error).not.toContain("    at ");
  const pid = Number(readFileSync(file, "utf8"));
  while (isRunning(pid)) await sleep(50);
});
