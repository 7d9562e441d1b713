import { type Command, Option } from "commander";
import { collectConfig, collectOrigin, port, positive } from "../arguments.ts";
import { examplesOf } from "./wording.ts";

/** `vial run`. */
export function addRun(program: Command): void {
  program
    .command("run")
    .argument("[plugin]", "a project's folder, or a module (.wasm); the current project unless given")
    .description(
      "Calls a plugin once: output to standard output byte for byte, logs and times to standard error.",
    )
    .option("--input <file>", "what it is given; - is standard input; nothing unless given")
    .option("--export <name>", "the function to call", "process")
    .option("--config <key=value>", "a value of its configuration (repeatable)", collectConfig, {})
    .option("--allow-http <origin>", "a server it may send requests to (repeatable)", collectOrigin, [])
    .addOption(
      new Option("--isolation <level>", "where it runs")
        .choices(["inline", "thread", "process"])
        .default("thread"),
    )
    .option("--deadline <ms>", "how long the call may take", positive)
    .addOption(
      new Option("--log-level <level>", "the lowest level that is shown")
        .choices(["trace", "debug", "info", "warn", "error", "silent"])
        .default("info"),
    )
    .option("--debug", "run the debug build, whose traps name functions, files and lines")
    .option(
      "--record <file>",
      "record the call into a file for vial replay; it holds all that the plugin is given",
    )
    .addOption(inspectOption("--inspect", "let a debugger attach, and wait for it (inline, debug build)"))
    .addOption(inspectOption("--inspect-brk", "the same, and stop before the call"))
    .option("--inspect-port <port>", "where it listens on 127.0.0.1; 0 is any", port, 9229)
    .option("--no-build", "take the module as it is, even when its source has changed")
    .addHelpText(
      "after",
      examplesOf([
        "vial run --input fixtures/normal/input.json",
        "cat message.hl7 | vial run build/intake.wasm --input - > message.json",
        "vial run --input patient.json --config partner=a --allow-http https://lab.example",
        "vial run --debug --input broken.json",
        "vial run --input broken.json --record call.json",
        "vial run --input broken.json --inspect-brk",
      ]),
    )
    .action(async (path: string | undefined, options) => {
      const { run } = await import("../commands/run.ts");
      await run(path, options);
    });
}

/** The debugger sees this thread alone, and needs what the debug build has. */
function inspectOption(name: string, description: string): Option {
  return new Option(name, description).implies({ isolation: "inline", debug: true });
}
