import type { Command } from "commander";
import { collectText } from "../arguments.ts";
import { examplesOf, json, projectFolder } from "./wording.ts";

/** `vial publish`. */
export function addPublish(program: Command): void {
  program
    .command("publish")
    .argument("[repository]", "oci://host/path/name in an OCI registry; only into --store unless given")
    .description("Signs the built plugin and publishes it, with its fixtures and SBOM, under its version.")
    .requiredOption("--key <file>", "the private key it is signed with (vial keys new makes one)")
    .option("--directory <directory>", projectFolder)
    .option("--no-build", "take the module as it is, even when its source has changed")
    .option("--store <folder>", "keep a copy in this store")
    .option("--sbom <file>", "a CycloneDX SBOM in JSON; made from the project's lock file unless given")
    .option("--trusted-host <host>", "another host of the registry, for tokens (repeatable)", collectText, [])
    .option("--insecure-host <host>", "a registry without TLS (repeatable)", collectText, [])
    .option("--json", json)
    .addHelpText(
      "after",
      examplesOf([
        "vial publish oci://registry.example/partners/lab-results --key lab.pem",
        "vial publish --store ./plugin-store --key lab.pem",
      ]),
    )
    .addHelpText(
      "after",
      "\nCredentials are those of docker login. The key's passphrase, if it has one, is VIAL_KEY_PASSPHRASE.",
    )
    .action(async (repository: string | undefined, options) => {
      const { publish } = await import("../commands/publish.ts");
      await publish(repository, options);
    });
}
