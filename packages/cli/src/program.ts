import { Command } from "commander";
import { addBench } from "./command-line/bench.ts";
import { addBuild } from "./command-line/build.ts";
import { addCompletion } from "./command-line/completion.ts";
import { addDev } from "./command-line/dev.ts";
import { addDoctor } from "./command-line/doctor.ts";
import { addInspect } from "./command-line/inspect.ts";
import { addKeys } from "./command-line/keys.ts";
import { addNew } from "./command-line/new.ts";
import { addPublish } from "./command-line/publish.ts";
import { addReplay } from "./command-line/replay.ts";
import { addRun } from "./command-line/run.ts";
import { addStore } from "./command-line/store.ts";
import { addTest } from "./command-line/test.ts";
import { addUpgrade } from "./command-line/upgrade.ts";
import { examplesOf } from "./command-line/wording.ts";
import { exitCodes } from "./failure.ts";
import { onError } from "./terminal/style.ts";
import { version } from "./version.ts";

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
    // The same in every terminal, so that it can be written when the package is built (bin/vial.js).
    .configureHelp({ helpWidth: 80 })
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(wrongCommandLine(text)) });
  addNew(program);
  addDoctor(program);
  addBuild(program);
  addTest(program);
  addRun(program);
  addDev(program);
  addReplay(program);
  addBench(program);
  addInspect(program);
  addPublish(program);
  addKeys(program);
  addStore(program);
  addUpgrade(program);
  addCompletion(program);
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

function wrongCommandLine(text: string): string {
  const [message = "", ...rest] = text
    .trim()
    .replace(/^error: /, "")
    .split("\n");
  const hint = rest.join(" ").replace(/^\(|\)$/g, "") || "vial --help lists commands and flags.";
  return `${onError("red", "error:")} ${message}\n       ${hint}\n`;
}
