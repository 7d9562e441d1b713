import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const execute = promisify(execFile);
const script = fileURLToPath(new URL("../../../scripts/partner-path.ts", import.meta.url));
const repository = fileURLToPath(new URL("../../../", import.meta.url));

test("from packed packages, outside the repository, every language goes from nothing to an answer", async () => {
  const { stdout } = await execute(process.execPath, [script], { cwd: repository });
  for (const language of ["rust", "go", "c", "assemblyscript"])
    expect(stdout).toContain(`${language}: vial run`);
});
