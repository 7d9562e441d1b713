import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Language } from "@vial/toolchains";

/** What a project can be started from. */
export interface Template {
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  /** The name that the project's own takes the place of. */
  readonly placeholder: string;
  readonly example?: boolean;
}

const folder = new URL("./templates/", new URL("../", import.meta.url));

/** Everything this package can start a project from. */
export async function readCatalog(): Promise<readonly Template[]> {
  return JSON.parse(await readFile(new URL("catalog.json", folder), "utf8")) as Template[];
}

/** Where a template's files lie. */
export function templateFolder({ id }: Template): string {
  return fileURLToPath(new URL(id, folder));
}
