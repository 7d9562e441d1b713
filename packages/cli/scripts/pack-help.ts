/**
 * Writes what `vial --help` and the help of each command print to `dist/help.json`, by the words in front of `--help`:
 * `""`, `run`, `keys new`. It runs with every build.
 */
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { makeProgram } from "../src/program.ts";

function helpOf(command: Command): string {
  const parts: string[] = [];
  command.configureOutput({ writeOut: (text) => parts.push(text) }).outputHelp();
  return parts.join("");
}

function textsOf(command: Command, words: readonly string[]): readonly (readonly [string, string])[] {
  const inner = command.commands.flatMap((each) => textsOf(each, [...words, each.name()]));
  return [[words.join(" "), helpOf(command)], ...inner];
}

const texts = Object.fromEntries(textsOf(makeProgram(), []));
writeFileSync(new URL("../dist/help.json", import.meta.url), `${JSON.stringify(texts)}\n`);
