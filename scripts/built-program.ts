import type { ParseArgsConfig } from "node:util";
import { readArguments } from "./command-line.ts";
import { runOrExit } from "./run.ts";

interface BuiltProgram {
  readonly usage: string;
  /** What the program takes. */
  readonly options: ParseArgsConfig["options"];
  /** What is built before, in words, and as turbo selects it. */
  readonly building: string;
  readonly filter: string;
  /** The program, from the workspace's root, and Node's own options for it. */
  readonly program: string;
  readonly nodeOptions?: readonly string[];
}

/** Builds what a program needs, then runs it with this process's arguments. Only what the program prints is on standard output. */
export function runBuilt({
  usage,
  options,
  building,
  filter,
  program,
  nodeOptions = [],
}: BuiltProgram): void {
  readArguments(usage, { options });
  // A terminal sends it to all of its processes: it is for the program, which may have something to say.
  process.on("SIGINT", () => {});
  console.error(`Building ${building}`);
  runOrExit("turbo", ["run", "build", `--filter=${filter}`, "--output-logs=new-only"], { quietStdout: true });
  runOrExit("node", [...nodeOptions, program, ...process.argv.slice(2)]);
}
