import type { Command } from "commander";
import { collectText } from "../arguments.ts";
import { examplesOf, json } from "./wording.ts";

const policy = ["--policy <file>", "the host's trust policy (JSON)", "trust.json"] as const;

/** `vial keys`. */
export function addKeys(program: Command): void {
  const keys = program
    .command("keys")
    .description("Makes keys that releases are signed with, and says which of them a host trusts.")
    .addHelpText(
      "after",
      examplesOf([
        "vial keys new lab.pem",
        "vial keys trust ed25519:… --names 'lab-*' --policy trust.json",
        "vial keys revoke ed25519:… --policy trust.json",
        "vial keys sign oci://registry.example/partners/lab-results@1.2.0 --key new.pem",
      ]),
    )
    .addHelpText("after", "\nVIAL_KEY_PASSPHRASE encrypts a new key, and opens one that is encrypted.");
  keys
    .command("new")
    .argument("<file>", "where the private key goes, which only its owner may read")
    .description("Makes an Ed25519 key pair and prints the public key, for hosts to trust.")
    .option("--json", json)
    .action(async (file: string, options) => (await import("../commands/keys.ts")).newKey(file, options));
  keys
    .command("show")
    .argument("<file>", "a private key")
    .description("Prints the public key of a private one.")
    .option("--json", json)
    .action(async (file: string, options) => (await import("../commands/keys.ts")).showKey(file, options));
  keys
    .command("trust")
    .argument("<key>", "a public key: ed25519:…")
    .description("Has a host trust a key, for some names.")
    .requiredOption("--names <name>", "a plugin's name, or lab-* (repeatable)", collectText)
    .option("--owner <name>", "whose it is")
    .option(...policy)
    .action(async (key: string, options) => (await import("../commands/keys.ts")).trustKey(key, options));
  keys
    .command("revoke")
    .argument("<key>", "a public key, or the digest of a release (sha256:…)")
    .description("Has a host refuse what a key signed, or one release, from now on.")
    .option(...policy)
    .action(async (key: string, options) => (await import("../commands/keys.ts")).revoke(key, options));
  keys
    .command("sign")
    .argument("<reference>", "a release in a registry: oci://host/path/name@version, or @sha256:…")
    .description("Signs a published release with one more key; it stays the same release.")
    .requiredOption("--key <file>", "the private key")
    .option("--trusted-host <host>", "another host of the registry, for tokens (repeatable)", collectText, [])
    .option("--insecure-host <host>", "a registry without TLS (repeatable)", collectText, [])
    .action(async (reference: string, options) =>
      (await import("../commands/keys.ts")).signAgain(reference, options),
    );
}
