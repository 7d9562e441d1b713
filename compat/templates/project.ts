import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installToolchain, type Language } from "../../packages/toolchains/src/index.ts";

const execute = promisify(execFile);
const repository = fileURLToPath(new URL("../../", import.meta.url));
const vial = fileURLToPath(new URL("packages/cli/bin/vial.js", new URL("../../", import.meta.url)));
/** A partner's project, as `vial new` makes it, outside the repository. */
export class Project implements AsyncDisposable {
  readonly folder: string;
  readonly #env: Readonly<Record<string, string | undefined>>;

  static async create(language: Language, name: string): Promise<Project> {
    const { toolchain } = await installToolchain(language);
    const parent = await realpath(await mkdtemp(join(tmpdir(), "vial-template-")));
    await execute(process.execPath, [vial, "new", name, "--language", language], { cwd: parent });
    const folder = join(parent, name);
    // Stands for `npm install`: the workspace's packages are what a registry would send.
    await symlink(join(repository, "node_modules"), join(folder, "node_modules"), "junction");
    return new Project(folder, toolchain.env);
  }

  private constructor(folder: string, env: Readonly<Record<string, string | undefined>>) {
    this.folder = folder;
    this.#env = env;
  }

  /** Runs an npm script where the language's compiler is found; everything it printed, when it succeeds. */
  async script(name: string, ...args: readonly string[]): Promise<string> {
    return await this.#run(name, args, this.#env);
  }

  /** Runs the script `lint`: formatters come from the machine, where it has them, and else with the compiler. */
  async lint(): Promise<string> {
    const PATH = [process.env["PATH"], this.#env["PATH"]].join(delimiter);
    return await this.#run("lint", [], { ...process.env, PATH });
  }

  async #run(
    name: string,
    args: readonly string[],
    env: Readonly<Record<string, string | undefined>>,
  ): Promise<string> {
    const child = spawn("npm", ["run", "--silent", name, "--", ...args], {
      cwd: this.folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
    const [status] = (await once(child, "close")) as [number | null];
    if (status !== 0) throw new Error(`npm run ${name} failed (${String(status)}):\n${printed}`);
    return printed;
  }

  /** Starts `vial` in the project, where the language's compiler is found. */
  vial(...args: readonly string[]): ChildProcessWithoutNullStreams {
    const { FORCE_COLOR: _, ...env } = this.#env;
    return spawn(process.execPath, [vial, ...args], { cwd: this.folder, env: { ...env, NO_COLOR: "1" } });
  }

  async read(path: string): Promise<Uint8Array> {
    return await readFile(join(this.folder, path));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(dirname(this.folder), { recursive: true });
  }
}
