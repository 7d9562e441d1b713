import { generate } from "../generate.ts";
import { SchemaError } from "../schema-error.ts";
import { readSchemaFiles } from "../schema-file.ts";
import { staleFiles, writeFiles } from "../write-files.ts";
import { readArguments, usage, UsageError } from "./arguments.ts";

/** What the command does with the world. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}

/**
 * Runs `vial-types`.
 *
 * @returns its exit code: 0; 1 for files that are not current, schemas that are refused or files that cannot be read; 2 for
 * a mistake in the call
 */
export async function run(commandLine: readonly string[], { out, error }: Terminal): Promise<number> {
  try {
    const options = readArguments(commandLine);
    if (options === undefined) {
      out(usage.trimEnd());
      return 0;
    }
    const { folder, check, language, baseName, packageName } = options;
    const files = await generate({
      language,
      schemas: readSchemaFiles(options.schemas),
      ...(baseName !== undefined && { baseName }),
      ...(packageName !== undefined && { packageName }),
    });
    if (check) {
      const stale = staleFiles(folder, files);
      for (const path of stale) error(`not current: ${path}`);
      return stale.length === 0 ? 0 : 1;
    }
    for (const path of writeFiles(folder, files)) out(path);
    return 0;
  } catch (problem) {
    if (problem instanceof UsageError) {
      error(`vial-types: ${problem.message}\n\n${usage.trimEnd()}`);
      return 2;
    }
    if (!(problem instanceof SchemaError) && !isSystemError(problem)) throw problem;
    error(`vial-types: ${problem.message}`);
    return 1;
  }
}

function isSystemError(problem: unknown): problem is NodeJS.ErrnoException {
  return problem instanceof Error && "syscall" in problem;
}
