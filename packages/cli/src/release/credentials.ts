import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Credentials } from "@vial/host/releases";
import { Failure } from "../failure.ts";

/** What `docker login` writes (https://docs.docker.com/reference/cli/docker/login/#credential-stores), as far as it is read here. */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: unknown; readonly identitytoken?: unknown }>>;
  /** The program that keeps all credentials, and those of single registries. */
  readonly credsStore?: unknown;
  readonly credHelpers?: Readonly<Record<string, unknown>>;
}

const helperMs = 60_000;

/**
 * The credentials that `docker login` has kept for a registry: with a helper, or in its file.
 *
 * @throws Failure if the helper cannot be run.
 */
export async function dockerCredentials(host: string): Promise<Credentials | undefined> {
  const config = await readConfig();
  const helper = config.credHelpers?.[host] ?? config.credsStore;
  return (isProgram(helper) ? await askHelper(helper, host) : undefined) ?? inFile(config, host);
}

async function readConfig(): Promise<DockerConfig> {
  const folder = process.env["DOCKER_CONFIG"] || join(homedir(), ".docker");
  try {
    return (JSON.parse(await readFile(join(folder, "config.json"), "utf8")) as DockerConfig | null) ?? {};
  } catch {
    return {};
  }
}

function inFile({ auths = {} }: DockerConfig, host: string): Credentials | undefined {
  const entry = auths[host] ?? auths[`https://${host}`] ?? auths[`https://${host}/v1/`];
  const { auth, identitytoken: identityToken } = entry ?? {};
  // Beside it stands a username without a password.
  if (typeof identityToken === "string" && identityToken !== "") return { identityToken };
  if (typeof auth !== "string") return undefined;
  const pair = Buffer.from(auth, "base64").toString();
  const colon = pair.indexOf(":");
  return colon < 0 ? undefined : { username: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

/** The end of a program's name, never a path. */
function isProgram(helper: unknown): helper is string {
  return typeof helper === "string" && /^[\w.-]+$/.test(helper);
}

/**
 * Asks `docker-credential-…` (https://github.com/docker/docker-credential-helpers#development): the host goes in, JSON comes out; it fails where
 * it has nothing.
 */
async function askHelper(helper: string, host: string): Promise<Credentials | undefined> {
  const program = `docker-credential-${helper}`;
  const child = spawn(program, ["get"], { stdio: ["pipe", "pipe", "ignore"], timeout: helperMs });
  const isRun = new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  // It may end without reading.
  child.stdin.on("error", () => {}).end(host);
  try {
    const [said] = await Promise.all([text(child.stdout), isRun]);
    const { Username: username, Secret: password } = (JSON.parse(said) ?? {}) as Record<string, unknown>;
    if (typeof username !== "string" || typeof password !== "string") return undefined;
    return username === "<token>" ? { identityToken: password } : { username, password };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new Failure(`${program}, which keeps the credentials, cannot be run`, {
      hint: "It stands in Docker's config.json. Install it, or log in again.",
    });
  }
}
