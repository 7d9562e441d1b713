import type { PlannedFile } from "../template/plan.ts";
import { migrateCompileFlags } from "./compile-flags.ts";
import type { ProjectFiles } from "./project-files.ts";

/** What a project's language has as its template now, under the project's own name. */
export interface Migration {
  /** The template's number that it leads to. */
  readonly number: number;
  /** What it does, in a clause. */
  readonly title: string;
  /** @returns what it leaves to the partner, each in a clause */
  migrate(files: ProjectFiles, template: readonly PlannedFile[]): readonly string[];
}

/** In order. A change of a template that projects have to follow by more than a new PDK is one of these. */
export const migrations: readonly Migration[] = [
  {
    number: 2,
    title: "editors recommend extensions, and know the schemas of vial.json and fixture.json",
    migrate: (files, template) => {
      for (const { path, bytes } of template) {
        // Who has settings already keeps them.
        if (path.startsWith(".vscode/") && !files.has(path)) files.write(path, bytes);
      }
      return [];
    },
  },
  {
    number: 3,
    title: "C is compiled without WebAssembly's bulk memory instructions, which are calls into the engine",
    migrate: migrateCompileFlags,
  },
];

/** The newest template's number. */
export const newestTemplate: number = migrations.at(-1)!.number;
