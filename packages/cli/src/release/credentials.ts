import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "@vial/host/releases";

/** The credentials that `docker login` has kept for a registry, if it has kept them in its file. */
export async function dockerCredentials(host: string): Promise<Credentials | undefined> {
  const folder = process.env["DOCKER_CONFIG"] || join(homedir(), ".docker");
  let config: unknown;
  try {
    config = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  } catch {
    return undefined;
  }
  const { auths = {} } = config as { readonly auths?: Readonly<Record<string, { readonly auth?: string }>> };
  const auth = (auths[host] ?? auths[`https://${host}`] ?? auths[`https://${host}/v1/`])?.auth;
  if (typeof auth !== "string") return undefined;
  const text = Buffer.from(auth, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
