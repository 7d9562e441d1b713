import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("../../../scripts/partner-path.ts", import.meta.url));
const repository = fileURLToPath(new URL("../../../", import.meta.url));

test("from packed packages, outside the repository, every language goes from nothing to an answer", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: repository,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  for (const language of ["rust", "go", "c", "assemblyscript"])
    expect(stdout).toContain(`${language}: vial run`);
  expect(status).toBe(0);
});
