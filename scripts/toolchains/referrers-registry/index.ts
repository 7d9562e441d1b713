/**
 * A second OCI registry that releases are tested against, because Debian's has no referrers API: the one of go-containerregistry, built from its Go
 * module into the cache.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../../../packages/toolchains/src/cache-folder.ts";
import { run } from "../../../packages/toolchains/src/command/run.ts";
import { step } from "../../../packages/toolchains/src/command/step.ts";
import { thisMachine, ToolchainError, which } from "../../../packages/toolchains/src/index.ts";
import { installFolder } from "../../../packages/toolchains/src/install/folder.ts";

const { env } = thisMachine;
/** Changes with `go.mod` and `main.go`: what was built from others is not used. */
const folder = join(cacheFolder(env), "referrers-registry-0.22.1-1");
const program = join(folder, "referrers-registry");

/**
 * The registry's program.
 *
 * @throws ToolchainError if it was not built.
 */
export function referrersRegistryProgram(): string {
  if (existsSync(program)) return program;
  throw new ToolchainError(
    "There is no OCI registry with a referrers API to test against. npm run toolchains builds it, with Go 1.25 or later",
  );
}

/** Builds the registry where there is a Go; otherwise the tests that need it say what is missing. */
export async function installReferrersRegistry(signal?: AbortSignal): Promise<void> {
  if (existsSync(program) || which("go", env) === undefined) return;
  await step("Building a registry with a referrers API", async () => {
    await installFolder(
      folder,
      (unfinished) => build(join(unfinished, "referrers-registry"), signal),
      signal,
    );
  });
}

async function build(binary: string, signal: AbortSignal | undefined): Promise<void> {
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const settings = { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOTOOLCHAIN: "local", GOWORK: "off" };
  const args = ["build", "-trimpath", "-buildvcs=false", "-o", binary, "."];
  await run("go", args, { cwd, env: { ...env, ...settings }, signal });
}
