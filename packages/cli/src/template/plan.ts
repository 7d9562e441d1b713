import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { templateFolder, type Template } from "./catalog.ts";

/** A file that a new project gets. */
export interface PlannedFile {
  /** Below the project's folder, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of a project that is made from a template, under its own name, sorted by path. */
export async function planFiles(template: Template, name: string): Promise<readonly PlannedFile[]> {
  const folder = templateFolder(template);
  const rename = renamer(template.placeholder, name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<PlannedFile> => {
      const from = join(entry.parentPath, entry.name);
      const path = relative(folder, from)
        .split(sep)
        .join("/")
        .replace(/(^|\/)_gitignore$/, "$1.gitignore");
      return { path: rename(path), bytes: renameIn(await readFile(from), rename) };
    });
  return (await Promise.all(files)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function renamer(placeholder: string, name: string): (text: string) => string {
  return (text) => text.replaceAll(placeholder, name).replaceAll(underscores(placeholder), underscores(name));
}

function underscores(text: string): string {
  return text.replaceAll("-", "_");
}

/** A file that is not text is taken as it is. */
function renameIn(bytes: Uint8Array, rename: (text: string) => string): Uint8Array {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return new TextEncoder().encode(rename(text));
  } catch {
    return bytes;
  }
}
