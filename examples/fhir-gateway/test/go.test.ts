import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const hasGo = spawnSync("go", ["version"]).status === 0;

describe.skipIf(!hasGo)("the Go sources", () => {
  it("are formatted", () => {
    expect(execFileSync("gofmt", ["-l", "."], { cwd, encoding: "utf8" })).toBe("");
  });

  it("pass go vet and their own tests", { timeout: 300_000 }, () => {
    for (const command of ["vet", "test"]) {
      const { status, stdout, stderr } = spawnSync("go", [command, "./..."], { cwd, encoding: "utf8" });
      expect({ status, report: `${stdout}${stderr}` }).toMatchObject({ status: 0 });
    }
  });
});
