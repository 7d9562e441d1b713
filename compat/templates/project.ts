import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, readdir, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installToolchain, type Language } from "../../packages/toolchains/src/index.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
/** What a build or an installation makes: not part of the template. */
const made: ReadonlySet<string> = new Set(["build", "node_modules", "target", ".reports"]);

/** A partner's project: a template, copied out of the repository, with another name. */
export class Project implements AsyncDisposable {
  readonly folder: string;
  readonly #env: Readonly<Record<string, string | undefined>>;

  static async create(language: Language, name: string): Promise<Project> {
    const { toolchain } = await installToolchain(language);
    const folder = await realpath(await mkdtemp(join(tmpdir(), "vial-template-")));
    await cp(join(repository, "templates", language), folder, {
      recursive: true,
      filter: (path) => !made.has(path.split(/[/\\]/).at(-1)!),
    });
    await fillIn(folder, name);
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

  async read(path: string): Promise<Uint8Array> {
    return await readFile(join(this.folder, path));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

/** What `vial new` does: the name takes the placeholder's place, in texts and in file names. */
async function fillIn(folder: string, name: string): Promise<void> {
  const filled = (text: string): string =>
    text.replaceAll("my-plugin", name).replaceAll("my_plugin", name.replaceAll("-", "_"));
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, "utf8");
    if (filled(text) !== text) await writeFile(path, filled(text));
    if (filled(entry.name) !== entry.name) await rename(path, join(entry.parentPath, filled(entry.name)));
  }
}
