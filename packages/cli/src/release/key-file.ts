import { open, readFile, rm } from "node:fs/promises";
import type { PublicKey, SigningKey } from "@vial/host/releases";
import { generateKey, readSigningKey } from "@vial/host/releases";
import { Failure } from "../failure.ts";

/** The environment's, so that it is in no shell's history. */
function passphrase(): string | undefined {
  return process.env["VIAL_KEY_PASSPHRASE"] || undefined;
}

/** Reads a private key. */
export async function readKeyFile(path: string): Promise<SigningKey> {
  return readSigningKey(await readFile(path, "utf8"), passphrase());
}

/** Makes a key that only its owner can read. One that is there is never replaced. */
export async function writeKeyFile(path: string): Promise<PublicKey> {
  const { publicKey, privatePem } = generateKey(passphrase());
  try {
    await using file = await open(path, "wx", 0o600);
    await file.writeFile(privatePem);
    await file.sync();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") {
      // A full disk, say: half a key is none.
      await rm(path, { force: true });
      throw cause;
    }
    throw new Failure(`${path} is there already`, {
      hint: "A key that is lost cannot be made again: choose another name.",
      cause,
    });
  }
  return publicKey;
}
