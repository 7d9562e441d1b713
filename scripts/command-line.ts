import { parseArgs, type ParseArgsConfig } from "node:util";

// What options take.
export const text = { type: "string" } as const;
export const texts = { type: "string", multiple: true } as const;
export const flag = { type: "boolean" } as const;

/**
 * This process's arguments. Asked for `--help` it prints the usage and ends with 0; given what it does not know it prints that, and
 * the usage, to standard error and ends with 2.
 */
export function readArguments<Config extends ParseArgsConfig>(
  usage: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const full = config.options?.["json"] === undefined ? usage : `${usage}\n\n${jsonAlone(usage)}`;
  helpWhenAsked(full);
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return misunderstood(full, error.message);
  }
}

/** npm writes what it runs to standard output as well, unless it is told not to. */
function jsonAlone(usage: string): string {
  const [, script] = /npm run (\S+)/.exec(usage)!;
  return `Nothing but JSON on standard output: npm run --silent ${script} -- --json`;
}

/** Only answers `--help`, for who passes its arguments on. `--` and what follows are not looked at. */
export function helpWhenAsked(usage: string): void {
  const own = process.argv.slice(2);
  const end = own.indexOf("--");
  if (!own.slice(0, end === -1 ? undefined : end).some((each) => each === "--help" || each === "-h")) return;
  console.log(usage);
  process.exit(0);
}

/** Says what was not understood, and ends this process with 2. */
export function misunderstood(usage: string, problem?: string): never {
  console.error(problem === undefined ? usage : `${problem}\n\n${usage}`);
  process.exit(2);
}
