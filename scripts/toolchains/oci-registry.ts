/**
 * The OCI registry that releases are tested against: Debian's `docker-registry`, unpacked into the cache and not installed, so that no service
 * starts on the machine and no right to install is needed.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "../../packages/toolchains/src/cache-folder.ts";
import { run } from "../../packages/toolchains/src/command/run.ts";
import { step } from "../../packages/toolchains/src/command/step.ts";
import { thisMachine, ToolchainError, which } from "../../packages/toolchains/src/index.ts";
import { installFolder } from "../../packages/toolchains/src/install/folder.ts";

const packageName = "docker-registry";
const folder = join(cacheFolder(thisMachine.env), packageName);
const unpacked = join(folder, "usr", "bin", packageName);

/**
 * The registry's program.
 *
 * @throws ToolchainError if it is not there, with the commands that bring it.
 */
export function registryProgram(): string {
  const found = which(packageName, thisMachine.env) ?? (existsSync(unpacked) ? unpacked : undefined);
  if (found !== undefined) return found;
  throw new ToolchainError(
    `There is no OCI registry to test against (${packageName}). To install it: npm run toolchains (on Debian and Ubuntu), ` +
      `sudo apt-get install ${packageName}, or build github.com/distribution/distribution and put it on the PATH under that name`,
  );
}

/** Unpacks the registry where that is possible; otherwise the tests that need it say what is missing. */
export async function installRegistry(signal?: AbortSignal): Promise<void> {
  const { env } = thisMachine;
  if (which(packageName, env) !== undefined || existsSync(unpacked)) return;
  if (which("apt-get", env) === undefined || which("dpkg-deb", env) === undefined) return;
  await step(`Unpacking the Debian package ${packageName}`, async () => {
    await installFolder(folder, (unfinished) => download(unfinished, signal), signal);
  });
}

async function download(target: string, signal?: AbortSignal): Promise<void> {
  const { env } = thisMachine;
  await mkdir(dirname(folder), { recursive: true });
  const scratch = await mkdtemp(join(dirname(folder), `${packageName}.download-`));
  try {
    const options = { env, signal, cwd: scratch };
    // Its own sandbox user could not write here, of which apt-get would warn.
    const fetch = ["-q", "-o", "APT::Sandbox::User=root", "download", packageName];
    await run("apt-get", fetch, options).catch(async () => {
      // A machine that has never fetched the list of packages, or fetched it long ago.
      await run("apt-get", ["-q", "update"], options);
      await run("apt-get", fetch, options);
    });
    const file = (await readdir(scratch)).find((name) => name.endsWith(".deb"));
    if (file === undefined) throw new ToolchainError(`apt-get download ${packageName} left no package`);
    await run("dpkg-deb", ["-x", file, target], options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
