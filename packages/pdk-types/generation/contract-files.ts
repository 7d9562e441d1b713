import type { GeneratedFile } from "@vial/codegen";
import { format, resolveConfig } from "prettier";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { vectorFile } from "../vectors/vector-files.ts";
import { errorSchema } from "./error-schema.ts";
import { guestFiles } from "./guest-files.ts";
import { hostFiles } from "./host-files.ts";

/** The repository's root. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Everything that is made from the contract, with paths from the repository's root. */
export async function contractFiles(): Promise<GeneratedFile[]> {
  const errors = {
    path: "packages/pdk-types/schemas/error.schema.json",
    text: JSON.stringify(errorSchema()),
  };
  const vectors = (["summarise", "process"] as const).map((set) => ({
    path: `packages/pdk-types/vectors/${set}.jsonl`,
    text: vectorFile(set),
  }));
  const formatted = await Promise.all([errors, ...(await hostFiles())].map(prettify));
  return [...formatted, ...vectors, ...(await guestFiles())];
}

async function prettify({ path, text }: GeneratedFile): Promise<GeneratedFile> {
  const filepath = join(root, path);
  return { path, text: await format(text, { ...(await resolveConfig(filepath)), filepath }) };
}
