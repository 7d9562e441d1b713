import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const toolchains = fileURLToPath(new URL("../../../scripts/toolchains/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "toolchain-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** A plugin project with one C file, whose build script uses the toolchain in `scripts`. */
function projectOf(name: string, source: string, scripts: string = toolchains): string {
  const project = join(folder, name);
  mkdirSync(join(project, "src"), { recursive: true });
  writeFileSync(join(project, "src/plugin.c"), source);
  const script = `
    import { pathToFileURL } from "node:url";
    import { buildPlugin } from ${JSON.stringify(join(scripts, "clang.ts"))};
    const sources = pathToFileURL("src/");
    const output = pathToFileURL("build/plugin.wasm");
    await buildPlugin({ sources, output }).catch((error) => {
      console.error(error.name + ": " + error.message);
      process.exitCode = 1;
    });`;
  writeFileSync(join(project, "build.mjs"), script);
  return project;
}

interface Build {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function build(project: string, env: NodeJS.ProcessEnv = process.env): Build {
  return spawnSync(process.execPath, ["build.mjs"], { cwd: project, env, encoding: "utf8" });
}

const source = `__attribute__((export_name("answer"))) int answer(void) { return 42; }\n`;

describe("a build", { timeout: 60_000 }, () => {
  test("names the compiler, makes a module, and is not done twice", () => {
    const project = projectOf("plugin", source);
    const first = build(project);
    expect(first.stderr).toMatch(/compiling 1 files? with .*clang/);
    expect(first).toMatchObject({ status: 0, stdout: "" });
    const module = new WebAssembly.Module(readFileSync(join(project, "build/plugin.wasm")));
    expect(WebAssembly.Module.imports(module)).toStrictEqual([]);
    const { answer, memory } = new WebAssembly.Instance(module).exports as {
      answer: () => number;
      memory: WebAssembly.Memory;
    };
    expect(answer()).toBe(42);
    expect(memory.buffer.byteLength).toBe(65536);
    expect(build(project).stderr).toContain("is up to date");
    writeFileSync(join(project, "src/plugin.c"), source.replace("42", "43"));
    expect(build(project).stderr).not.toContain("is up to date");
  });

  test("shows what the compiler says as it says it", () => {
    const result = build(projectOf("broken", "int answer(void) { return }\n"));
    expect(result.stderr).toContain("src/plugin.c:1:27: error: expected expression");
    expect(result.stderr).toMatch(/ToolchainError: .*clang\S* failed, its messages are above/);
    expect(result.status).toBe(1);
  });

  test("shows what the linker says", () => {
    const result = build(projectOf("unlinked", `int missing(void);\n${source.replace("42", "missing()")}`));
    expect(result.stderr).toContain("undefined symbol: missing");
    expect(result.status).toBe(1);
  });
});

test("without a compiler the error holds the commands that install one", () => {
  const scripts = join(folder, "scripts");
  cpSync(toolchains, scripts, { recursive: true });
  // A package that exports nothing, to hide one that may be installed further up.
  const hidden = join(folder, "node_modules/@yowasp/clang");
  mkdirSync(hidden, { recursive: true });
  writeFileSync(join(hidden, "package.json"), JSON.stringify({ name: "@yowasp/clang", exports: {} }));
  const result = build(projectOf("alone", source, scripts), { PATH: "" });
  expect(result.status).toBe(1);
  expect(result.stderr).toContain("ToolchainError: no C compiler for wasm32 was found");
  for (const command of ["apt-get install", "brew install", "winget install", "npm install"]) {
    expect(result.stderr).toContain(command);
  }
});

test("a WASI_SDK_PATH that leads nowhere is an error", () => {
  const result = build(projectOf("sdk", source), { ...process.env, WASI_SDK_PATH: folder });
  expect(result.status).toBe(1);
  expect(result.stderr).toContain(`ToolchainError: WASI_SDK_PATH is ${folder}, but there is no clang 16`);
});
