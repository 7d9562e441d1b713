import { createHash } from "node:crypto";
import { access, readFile, writeFile } from "node:fs/promises";

/** Everything that decides what a build's output is; JSON. */
export type Inputs = Readonly<Record<string, unknown>>;

function digest(inputs: Inputs): string {
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}

/** Whether `output` is there and was built from the same inputs. */
export async function isUpToDate(output: string, inputs: Inputs): Promise<boolean> {
  try {
    await access(output);
    return (await readFile(`${output}.inputs`, "utf8")).trim() === digest(inputs);
  } catch {
    return false;
  }
}

/** Notes beside `output` what it was built from. */
export async function recordInputs(output: string, inputs: Inputs): Promise<void> {
  await writeFile(`${output}.inputs`, `${digest(inputs)}\n`);
}
