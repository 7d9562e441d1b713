import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { allGeneratedPositionsFor, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { PluginError, PluginManager } from "@vial/host";
import { readModuleShape } from "@vial/host/module";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourcePlaces } from "../../../packages/cli/src/guest/source-places.ts";
import { Project } from "../project.ts";
import { Inspector, type Script } from "./inspector.ts";

interface Trap {
  readonly language: "rust" | "go" | "c" | "assemblyscript";
  readonly file: string;
  /** What the trap is put in front of, and the trap itself, on a line of its own. */
  readonly before: string;
  readonly trap: string;
  readonly name: RegExp;
}

const traps: readonly Trap[] = [
  {
    language: "rust",
    file: "src/lib.rs",
    before: "    if !(1.0..=650.0)",
    trap: '    if weight_kg == 13.0 { panic!("unlucky") }\n',
    name: /process/,
  },
  {
    language: "go",
    file: "assess.go",
    before: "\tif weight < 1",
    trap: '\tif weight == 13 { panic("unlucky") }\n',
    name: /assess/,
  },
  {
    language: "c",
    file: "src/assess.c",
    before: "  if (!is_within(weight, 1",
    trap: "  if (weight == 13) __builtin_trap();\n",
    name: /assess/,
  },
  {
    language: "assemblyscript",
    file: "assembly/assess.ts",
    before: "  if (weightKg < 1",
    trap: "  if (weightKg == 13) unreachable();\n",
    name: /assess/,
  },
];

const unlucky = '{ "patient": "p-1", "weightKg": 13, "heightCm": 178 }';

describe.each(traps)("a debug build in $language", ({ language, file, before, trap, name }) => {
  let project: Project;
  let line: number;

  beforeAll(async () => {
    project = await Project.create(language, "lab-results");
    const path = join(project.folder, file);
    const source = await readFile(path, "utf8");
    const at = source.indexOf(before);
    if (at < 0) throw new Error(`${file} has changed: where is the trap to be?`);
    await writeFile(path, source.slice(0, at) + trap + source.slice(at));
    line = source.slice(0, at).split("\n").length;
    await mkdir(join(project.folder, "fixtures", "unlucky"));
    await writeFile(join(project.folder, "fixtures", "unlucky", "input.json"), unlucky);
    await run("build", "--debug");
  });
  afterAll(() => project[Symbol.asyncDispose]());

  async function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
    const child = project.vial(...args);
    child.stdin.end();
    const [out, error, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code: code as number, out, error };
  }

  const place = (): RegExp =>
    new RegExp(`at .*${name.source}.* \\(${file.replaceAll(".", "\\.")}:${line}[:)]`);

  test("vial run names a trap's function, file and line", async () => {
    const { code, error } = await run("run", "--debug", "--input", "fixtures/unlucky/input.json");
    expect([code, error]).toEqual([1, expect.stringContaining("TRAP: ")]);
    expect(error).toMatch(place());
  });

  test("so does vial test", async () => {
    const { code, out } = await run("test", "unlucky", "--debug", "--engine", "vial");
    expect([code, out]).toEqual([1, expect.stringContaining("TRAP: ")]);
    expect(out).toMatch(place());
  });

  test("PluginError's guest stack has the function's name", async () => {
    await using plugins = new PluginManager();
    await plugins.load("lab-results", {
      source: join(project.folder, "build", "debug.vial.json"),
      debug: true,
      limits: { moduleBytes: 2 ** 30, startMs: 60_000 },
    });
    const error: unknown = await plugins
      .execute("lab-results", unlucky, { deadline: 60_000 })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PluginError);
    expect((error as PluginError).code).toBe("TRAP");
    expect((error as PluginError).guestStack).toMatch(name);
  });

  test("a debugger stops in it at a line, and steps on", async () => {
    const input = join("fixtures", "normal", "input.json");
    const child = project.vial("run", "--inspect-brk", "--inspect-port", "0", "--input", input);
    const output = text(child.stdout);
    const url = await urlOf(child.stderr.setEncoding("utf8"));
    const inspector = await Inspector.connect(url);
    await inspector.send("Debugger.enable");
    await inspector.send("Runtime.runIfWaitingForDebugger");
    await inspector.paused();
    const [script, ...others] = inspector.scripts.filter(
      ({ scriptLanguage, debugSymbols = [], sourceMapURL = "" }) =>
        scriptLanguage === "WebAssembly" &&
        (debugSymbols.some(({ type }) => type === "EmbeddedDWARF") || sourceMapURL.startsWith("file:")),
    );
    // The code that runs is the only one there is to stop in.
    expect(others).toEqual([]);
    const lines = await linesOf(script!);
    // The line behind the trap, which ordinary input reaches.
    await inspector.send("Debugger.setBreakpoint", {
      location: { scriptId: script!.scriptId, lineNumber: 0, columnNumber: lines.columnOf(line + 1) },
    });
    await inspector.send("Debugger.resume");
    const [frame] = (await inspector.paused()).callFrames;
    expect(frame!.location.scriptId).toBe(script!.scriptId);
    expect(frame!.functionName).toMatch(name);
    expect(lines.lineOf(frame!.location.columnNumber)).toBe(line + 1);
    await inspector.send("Debugger.stepOver");
    const [next] = (await inspector.paused()).callFrames;
    expect(next!.location.scriptId).toBe(script!.scriptId);
    expect(next!.location.columnNumber).not.toBe(frame!.location.columnNumber);
    await inspector.send("Debugger.disable");
    inspector.close();
    expect(JSON.parse(await output)).toMatchObject({ class: "normal" });
  });

  /** What an editor's debugger makes of the debug information: by DWARF in the module, or by the source map it names. */
  async function linesOf(
    script: Script,
  ): Promise<{ columnOf(line: number): number; lineOf(column: number): number | null | undefined }> {
    if (script.sourceMapURL?.startsWith("file:")) {
      const map = new TraceMap(await readFile(fileURLToPath(script.sourceMapURL), "utf8"));
      const source = pathToFileURL(join(project.folder, file)).href;
      return {
        columnOf: (wanted) => {
          const columns = Array.from({ length: 80 }, (_, column) =>
            allGeneratedPositionsFor(map, { source, line: wanted, column }),
          );
          return Math.min(...columns.flat().map(({ column }) => column ?? Infinity));
        },
        lineOf: (column) => originalPositionFor(map, { line: 1, column }).line,
      };
    }
    const path = join(project.folder, "build", "debug.wasm");
    const bytes = new Uint8Array(await readFile(path));
    const { contents, end } = readModuleShape(bytes).sections.find(({ id }) => id === 10)!;
    const placeOf = (await sourcePlaces(path, await WebAssembly.compile(bytes), contents))!;
    const own = (offset: number): number | undefined => {
      const found = placeOf(offset);
      return found?.file.endsWith(file) ? found.line : undefined;
    };
    const offsets = Array.from({ length: end - contents }, (_, offset) => offset);
    return {
      columnOf: (wanted) => script.codeOffset! + offsets.find((offset) => own(offset) === wanted)!,
      lineOf: (column) => own(column - script.codeOffset!),
    };
  }
});

async function urlOf(stderr: AsyncIterable<string>): Promise<string> {
  let printed = "";
  for await (const piece of stderr) {
    printed += piece;
    const [url] = /ws:\/\/\S+/.exec(printed) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`no debugger was waited for: ${printed}`);
}
