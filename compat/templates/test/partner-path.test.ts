import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const execute = promisify(execFile);
const script = fileURLToPath(new URL("../../../scripts/partner-path.ts", import.meta.url));
const repository = fileURLToPath(new URL("../../../", import.meta.url));

const languages = ["rust", "go", "c", "assemblyscript"];
const examples = ["lgpd", "hl7", "fhir", "triage"];

test("from packed packages, outside the repository, every language and every example goes from nothing to an answer", async () => {
  const { stdout } = await execute(process.execPath, [script], { cwd: repository });
  for (const id of [...languages, ...examples])
    for (const step of ["npm create vial", "vial build", "vial test", "vial run"])
      expect(stdout).toContain(`${id}: ${step}`);
});
