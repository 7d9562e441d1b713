import { basename, dirname, extname } from "node:path";
import { parseArgs } from "node:util";
import { languages, type Language } from "../languages.ts";

/** What `vial-types` was asked. */
export interface Arguments {
  readonly language: Language;
  /** Files and folders. */
  readonly schemas: readonly string[];
  /** The folder to write to. */
  readonly folder: string;
  /** The file's name without its ending, when one was given. */
  readonly baseName: string | undefined;
  readonly packageName: string | undefined;
  readonly check: boolean;
}

/** A mistake in how the command was called. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What `--help` prints. */
export const usage: string = `Usage: vial-types --language <language> --out <path> [--check] <schemas>...

Writes types of messages from their JSON Schemas (draft 2020-12).

  <schemas>     schema files, or folders: every *.schema.json directly in them
  --language    ${languages.join(", ")}
  --out         the folder to write to, or the file (messages.rs); C gets a header and a source of that name,
                TypeScript one file for each schema, unless there is only one
  --package     the Go package; main unless given
  --check       writes nothing; lists the files that are not current and exits 1 if there are any
  --help        this text
`;

/**
 * Reads the command line; undefined when help was asked for.
 *
 * @throws {@link UsageError}
 */
export function readArguments(commandLine: readonly string[]): Arguments | undefined {
  const { values, positionals } = parse(commandLine);
  if (values.help) return undefined;
  const language = languages.find((each) => each === values.language);
  if (language === undefined) throw new UsageError(`--language has to be one of ${languages.join(", ")}`);
  if (values.out === undefined) throw new UsageError("--out is missing: a folder or a file");
  if (positionals.length === 0) throw new UsageError("no schemas: name files or folders");
  const ending = extname(values.out);
  return {
    language,
    schemas: positionals,
    folder: ending === "" ? values.out : dirname(values.out),
    baseName: ending === "" ? undefined : basename(values.out, ending),
    packageName: values.package,
    check: values.check,
  };
}

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      allowPositionals: true,
      options: {
        language: { type: "string" },
        out: { type: "string" },
        package: { type: "string" },
        check: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
