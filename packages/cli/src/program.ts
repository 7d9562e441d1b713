import { Command, Option } from "commander";
import { collectConfig, collectOrigin, positive } from "./arguments.ts";
import { exitCodes } from "./failure.ts";
import { onError } from "./terminal/style.ts";
import { version } from "./version.ts";

const languages = ["rust", "go", "c", "assemblyscript"];
const projectFolder = "the project's folder; the current one, or one above it, unless given";
const json = "print the result as JSON";

/** The command line: what there is and what it takes. What a command does is loaded when it runs. */
export function makeProgram(): Command {
  const program = new Command("vial")
    .description("Makes, builds, tests and runs WebAssembly plugins: Rust, Go, C, AssemblyScript.")
    .version(version(), "-V, --version")
    .option("--verbose", "show where an error came from")
    .option("--no-color", "no colours (also: NO_COLOR=1)")
    .addHelpText(
      "after",
      examplesOf([
        "vial new lab-results --language rust",
        "cd lab-results && npm install",
        "vial build && vial test",
        "vial run --input fixtures/normal/input.json",
      ]),
    )
    .addHelpText("after", exitCodeHelp)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(wrongCommandLine(text)) });
  addNew(program);
  addDoctor(program);
  addBuild(program);
  addTest(program);
  addRun(program);
  addReplay(program);
  addBench(program);
  addInspect(program);
  addUpgrade(program);
  for (const command of program.commands) {
    command.copyInheritedSettings(program).helpCommand(false);
    command.addHelpText("after", `\nSee also: vial --help, docs/guides/first-plugin.md`);
  }
  return program;
}

const exitCodeHelp = `
Exit codes:
  ${exitCodes.ok}    done
  ${exitCodes.failed}    what was asked for failed: a test, a build, a plugin, a missing compiler
  ${exitCodes.usage}    the command line is wrong
  ${exitCodes.internal}   a defect of vial
  ${exitCodes.interrupted}  interrupted`;

function examplesOf(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

function wrongCommandLine(text: string): string {
  const [message = "", ...rest] = text
    .trim()
    .replace(/^error: /, "")
    .split("\n");
  const hint = rest.join(" ").replace(/^\(|\)$/g, "") || "vial --help lists commands and flags.";
  return `${onError("red", "error:")} ${message}\n       ${hint}\n`;
}

function addNew(program: Command): void {
  program
    .command("new")
    .argument("[directory]", "the project's folder; the plugin's name unless given")
    .description("Starts a plugin project. In a terminal it asks for what is not given.")
    .option("--name <name>", "the plugin's name: lower-case words with hyphens; the folder's unless given")
    .addOption(new Option("--language <language>", "what the plugin is written in").choices(languages))
    .addOption(
      new Option("--example <example>", "start from a clinical example, in its own language").choices([
        "none",
        "lgpd",
        "hl7",
        "fhir",
        "triage",
      ]),
    )
    .option("--dry-run", "list the files and write nothing")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial new",
        "vial new lab-results --language rust",
        "vial new intake --example hl7",
        "vial new lab-results --language go --dry-run --json",
      ]),
    )
    .action(async (directory: string | undefined, options) => {
      const { newProject } = await import("./commands/new.ts");
      await newProject(directory, options);
    });
}

function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("Says which compilers there are, and what installs those that are missing.")
    .addOption(
      new Option("--language <language...>", "only these; in a project its own unless given").choices(
        languages,
      ),
    )
    .option("--install", "install what is missing, where that is possible")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf(["vial doctor", "vial doctor --language go --install", "vial doctor --json"]),
    )
    .addHelpText("after", "\nExits 1 when something is missing that the project, or --language, needs.")
    .action(async (options) => {
      const { doctor } = await import("./commands/doctor.ts");
      await doctor(options);
    });
}

function addBuild(program: Command): void {
  program
    .command("build")
    .argument("[arguments...]", "after --: passed to the project's build.mjs")
    .description("Compiles the project with its build.mjs, and checks the module as a host would.")
    .option("--directory <directory>", projectFolder)
    .addOption(
      new Option("--debug", "with names and line numbers, into build/debug.wasm").conflicts("release"),
    )
    .option("--release", "optimised, into the module that vial.json names (the default)")
    .option("--force", "build even when nothing has changed")
    .option("--timeout <seconds>", "how long the compilers may take", positive, 900)
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf(["vial build", "vial build --debug", "vial build -- --compiler go", "vial build --json"]),
    )
    .action(async (args: string[], options) => {
      const { build } = await import("./commands/build.ts");
      await build(args, options);
    });
}

function addTest(program: Command): void {
  program
    .command("test")
    .argument("[fixtures...]", "only these; all unless given")
    .description("Runs the built module on fixtures/, on a Vial host and on the reference engine.")
    .option("--directory <directory>", projectFolder)
    .option("--update", "write what came out into the fixtures that fail or expect nothing yet")
    .option("--watch", "run again after every change")
    .option("--debug", "on the debug build, whose traps name functions, files and lines")
    .option("--no-build", "take the module as it is, even when its source has changed")
    .addOption(new Option("--engine <engine...>", "only on these").choices(["vial", "extism"]))
    .option("--junit <file>", "write the results as JUnit XML")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial test",
        "vial test overweight --debug",
        "vial test --update",
        "vial test --watch",
        "vial test --junit reports/vial.xml",
      ]),
    )
    .action(async (names: string[], options) => {
      const { test } = await import("./commands/test.ts");
      await test(names, options);
    });
}

function addRun(program: Command): void {
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
    .option("--no-build", "take the module as it is, even when its source has changed")
    .addHelpText(
      "after",
      examplesOf([
        "vial run --input fixtures/normal/input.json",
        "cat message.hl7 | vial run build/intake.wasm --input - > message.json",
        "vial run --input patient.json --config partner=a --allow-http https://lab.example",
        "vial run --debug --input broken.json",
        "vial run --input broken.json --record call.json",
      ]),
    )
    .action(async (path: string | undefined, options) => {
      const { run } = await import("./commands/run.ts");
      await run(path, options);
    });
}

function addReplay(program: Command): void {
  program
    .command("replay")
    .argument("<recording>", "what vial run --record, or a failed vial test, has written")
    .argument("[plugin]", "a project's folder, or a module (.wasm); the current project unless given")
    .description(
      "Runs a recorded call again, exactly: same input, configuration, host answers, clock, random numbers.",
    )
    .option("--config <key=value>", "a secret that the call was given (repeatable)", collectConfig, {})
    .addOption(
      new Option("--isolation <level>", "where it runs")
        .choices(["inline", "thread", "process"])
        .default("thread"),
    )
    .option("--deadline <ms>", "how long the call may take; as recorded unless given", positive)
    .option("--debug", "run the debug build, whose traps name functions, files and lines")
    .option("--no-build", "take the module as it is, even when its source has changed")
    .addHelpText(
      "after",
      examplesOf([
        "vial replay call.json",
        "vial replay build/recordings/overweight.json --debug",
        "vial replay call.json build/intake.wasm > message.json",
      ]),
    )
    .addHelpText("after", "\nExits 1 when the call ends otherwise than it was recorded to.")
    .action(async (recording: string, plugin: string | undefined, options) => {
      const { replay } = await import("./commands/replay.ts");
      await replay(recording, plugin, options);
    });
}

function addBench(program: Command): void {
  program
    .command("bench")
    .argument("[fixtures...]", "only these; all unless given")
    .description(
      "Measures what a call costs on the project's own fixtures: beside the bare module, and where the time goes.",
    )
    .option("--directory <directory>", projectFolder)
    .option("--seconds <seconds>", "how long a fixture is measured, about", positive, 3)
    .option("--html <file>", "write the report with charts, as one page")
    .option("--no-build", "take the module as it is, even when its source has changed")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial bench",
        "vial bench normal --seconds 10",
        "vial bench --html reports/bench.html",
        "vial bench --json > before.json",
      ]),
    )
    .action(async (names: string[], options) => {
      const { bench } = await import("./commands/bench.ts");
      await bench(names, options);
    });
}

function addUpgrade(program: Command): void {
  program
    .command("upgrade")
    .description(
      "Brings a project that was made from an older template up to date, and shows what it changes.",
    )
    .option("--directory <directory>", projectFolder)
    .option("--dry-run", "show the changes and write nothing")
    .option("--json", json)
    .addHelpText("after", examplesOf(["vial upgrade --dry-run", "vial upgrade", "vial upgrade --json"]))
    .addHelpText("after", "\nEverything in the project has to be committed to git before.")
    .action(async (options) => {
      const { upgrade } = await import("./commands/upgrade.ts");
      await upgrade(options);
    });
}

function addInspect(program: Command): void {
  program
    .command("inspect")
    .argument("[plugin]", "a project's folder, its vial.json, or a module; the current project unless given")
    .description("Says what a plugin is and asks for, for who decides whether it may run.")
    .option("--policy <file>", "the policy of a host (JSON): would it load the plugin?")
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial inspect",
        "vial inspect intake.wasm",
        "vial inspect --policy hospital.json",
        "vial inspect --json",
      ]),
    )
    .addHelpText("after", "\nExits 1 when a host would refuse it.")
    .action(async (plugin: string | undefined, options) => {
      const { inspect } = await import("./commands/inspect.ts");
      await inspect(plugin, options);
    });
}
