import type { Command } from "commander";
import { examplesOf, json } from "./wording.ts";

/** `vial store`. */
export function addStore(program: Command): void {
  const store = program
    .command("store")
    .description("Looks after a host's store of releases: an OCI image layout on disk.")
    .addHelpText(
      "after",
      examplesOf(["vial store list", "vial store verify /var/lib/plugins", "vial store gc --json"]),
    );
  const folder = ["[folder]", "the store's folder", "plugin-store"] as const;
  store
    .command("list")
    .argument(...folder)
    .description("Lists the releases in it.")
    .option("--json", json)
    .action(async (path: string, options) => (await import("../commands/store.ts")).listStore(path, options));
  store
    .command("verify")
    .argument(...folder)
    .description("Reads everything in it and compares it with its digests. Exits 1 when something is wrong.")
    .option("--json", json)
    .action(async (path: string, options) => (await import("../commands/store.ts")).verify(path, options));
  store
    .command("gc")
    .argument(...folder)
    .description("Removes what no release needs, and what a killed process left; nothing of the last hour.")
    .option("--json", json)
    .action(async (path: string, options) => (await import("../commands/store.ts")).collect(path, options));
}
