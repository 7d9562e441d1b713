import { type Command, Option } from "commander";
import { examplesOf, json, languages } from "./wording.ts";

/** `vial new`. */
export function addNew(program: Command): void {
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
      const { newProject } = await import("../commands/new.ts");
      await newProject(directory, options);
    });
}
