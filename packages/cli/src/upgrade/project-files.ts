import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** A file that is to be another, or there, or gone. */
export interface FileChange {
  /** Below the project's folder, with slashes. */
  readonly path: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

/** What compilers, npm and git make: never part of a template. */
const skipped: ReadonlySet<string> = new Set(["build", "node_modules", "target", ".git"]);

/** The files of a project as they will be. Nothing is written here. */
export class ProjectFiles {
  readonly #before: ReadonlyMap<string, Uint8Array>;
  readonly #after: Map<string, Uint8Array>;

  private constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#before = files;
    this.#after = new Map(files);
  }

  static async read(folder: string): Promise<ProjectFiles> {
    const files = new Map<string, Uint8Array>();
    const visit = async (inner: string): Promise<void> => {
      for (const entry of await readdir(inner, { withFileTypes: true })) {
        const path = join(inner, entry.name);
        if (entry.isDirectory() && !skipped.has(entry.name)) await visit(path);
        else if (entry.isFile()) files.set(relative(folder, path).split(sep).join("/"), await readFile(path));
      }
    };
    await visit(folder);
    return new ProjectFiles(files);
  }

  get paths(): readonly string[] {
    return [...this.#after.keys()];
  }

  has(path: string): boolean {
    return this.#after.has(path);
  }

  /** @throws RangeError if it is not there. */
  text(path: string): string {
    const bytes = this.#after.get(path);
    if (bytes === undefined) throw new RangeError(`there is no ${path}`);
    return new TextDecoder().decode(bytes);
  }

  write(path: string, contents: Uint8Array | string): void {
    this.#after.set(path, typeof contents === "string" ? new TextEncoder().encode(contents) : contents);
  }

  remove(path: string): void {
    this.#after.delete(path);
  }

  /** What is different by now, by path. */
  changes(): readonly FileChange[] {
    const paths = new Set([...this.#before.keys(), ...this.#after.keys()]);
    return [...paths]
      .toSorted()
      .map((path) => ({ path, before: this.#before.get(path), after: this.#after.get(path) }))
      .filter(
        ({ before, after }) =>
          before === undefined || after === undefined || Buffer.compare(before, after) !== 0,
      );
  }
}
