import { output } from "../command/output.ts";
import { run } from "../command/run.ts";
import { step } from "../command/step.ts";
import { which } from "../command/which.ts";
import type { Machine } from "../toolchain.ts";

/** The words before `apt-get`, if packages can be installed without asking for a password. */
async function privilege({ env }: Machine): Promise<readonly string[] | undefined> {
  if (process.platform !== "linux" || which("apt-get", env) === undefined) return undefined;
  if (process.getuid?.() === 0) return [];
  return (await output("sudo", ["-n", "echo", "yes"], env)) === "yes" ? ["sudo", "-n"] : undefined;
}

async function isInstalled(name: string, { env }: Machine): Promise<boolean> {
  return (await output("dpkg-query", ["-W", "-f", "${db:Status-Status}", name], env)) === "installed";
}

/**
 * Installs packages of Debian or Ubuntu.
 *
 * @returns whether they are installed now: not on other systems, nor without the right to install.
 * @throws ToolchainError if apt-get fails, with what it printed.
 */
export async function installPackages(
  names: readonly string[],
  machine: Machine,
  signal?: AbortSignal,
): Promise<boolean> {
  const installed = await Promise.all(names.map((name) => isInstalled(name, machine)));
  const missing = names.filter((_, index) => !installed[index]);
  if (missing.length === 0) return true;
  const before = await privilege(machine);
  if (!before) return false;
  const apt = async (...args: string[]): Promise<void> => {
    const [command = "apt-get", ...rest] = [
      ...before,
      "apt-get",
      "-q",
      "-o",
      "DPkg::Lock::Timeout=600",
      ...args,
    ];
    await run(command, rest, { env: { ...machine.env, DEBIAN_FRONTEND: "noninteractive" }, signal });
  };
  const install = async (): Promise<void> => apt("install", "--yes", "--no-install-recommends", ...missing);
  await step(`Installing Debian packages: ${missing.join(" ")}`, async () => {
    try {
      await install();
    } catch {
      // A machine that has never fetched the list of packages, or fetched it long ago.
      await apt("update");
      await install();
    }
  });
  return true;
}

/** The version of a package that apt-get would install, or nothing. */
export async function packageVersion(name: string, { env }: Machine): Promise<string> {
  return /Candidate: (?:\d+:)?(\d\S*)/.exec(await output("apt-cache", ["policy", name], env))?.[1] ?? "";
}
