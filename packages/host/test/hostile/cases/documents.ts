import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directEcho } from "../../support/echo.ts";
import type { HostileCase, Outcome, Stage } from "../hostile-case.ts";

const folders = new WeakMap<Stage, string>();

const scored = {
  type: "object",
  properties: { score: { type: "number" } },
  required: ["score"],
  additionalProperties: false,
};

const anyInput = {};

interface Plugin {
  /** What the manifest's JSON is changed to. */
  readonly manifest?: (manifest: Record<string, unknown>) => unknown;
  /** The schema of its input. */
  readonly input?: unknown;
}

/** A folder with a plugin that answers with its input. */
async function folder(
  stage: Stage,
  { manifest = (own) => own, input = anyInput }: Plugin,
): Promise<AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "vial-hostile-"));
  folders.set(stage, path);
  const own = {
    manifestVersion: 1,
    name: "hostile",
    version: "1.0.0",
    description: "Answers with its input.",
    license: "Apache-2.0",
    language: "c",
    module: "plugin.wasm",
    exports: {
      process: {
        description: "Answers with its input.",
        input: { contentType: "application/json", schema: "input.json" },
        output: { contentType: "application/json", schema: "output.json" },
      },
    },
  };
  await writeFile(join(path, "plugin.wasm"), directEcho);
  await writeFile(join(path, "input.json"), JSON.stringify(input));
  await writeFile(join(path, "output.json"), JSON.stringify(scored));
  await writeFile(join(path, "vial.json"), JSON.stringify(own));
  const changed = manifest(own);
  await writeFile(join(path, "vial.json"), typeof changed === "string" ? changed : JSON.stringify(changed));
  return { [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const located = (stage: Stage): string => join(folders.get(stage)!, "vial.json");

function manifested(name: string, refused: readonly Outcome[], manifest: Plugin["manifest"]): HostileCase {
  return { name, source: located, setting: (stage) => folder(stage, { manifest: manifest! }), refused };
}

function schemed(name: string, refused: readonly Outcome[], input: unknown): HostileCase {
  return { name, source: located, setting: (stage) => folder(stage, { input }), refused };
}

/** The contract is on the output; the input may be anything. */
function answering(name: string, input: string, expected: readonly Outcome[] = violation): HostileCase {
  return {
    name,
    source: located,
    setting: (stage) => folder(stage, {}),
    calls: [{ input, expected, times: 2, deadline: 5_000 }],
    check: () => ("polluted" in {} ? "a prototype was polluted" : undefined),
  };
}

const invalid: readonly Outcome[] = ["load INVALID_MANIFEST"];
const violation: readonly Outcome[] = ["call CONTRACT_VIOLATION"];
const depth = 50_000;

export const cases: readonly HostileCase[] = [
  answering("an output that is no JSON", "{not json"),
  answering(
    "an output that ends in the middle of a character",
    '{"score":1}\ud83d'.slice(0, 11) + '"\\ud83d',
  ),
  answering("an output of arrays within arrays", "[".repeat(depth) + "]".repeat(depth)),
  answering("an output of objects within objects", '{"score":'.repeat(20_000) + "1" + "}".repeat(20_000)),
  answering("an output with a key twice", '{"score":1,"score":"x"}'),
  answering("an output with __proto__", '{"score":1,"__proto__":{"polluted":true}}'),
  answering(
    "an output with constructor.prototype",
    '{"score":1,"constructor":{"prototype":{"polluted":true}}}',
  ),
  answering("an output with a number no double holds", '{"score":1e999}'),
  answering("an output with a patient's data under a wrong key", '{"score":1,"Maria da Silva":true}'),
  manifested("a manifest that is no JSON", invalid, () => "{"),
  manifested("a manifest of arrays within arrays", [...invalid, "load INVALID_MODULE"], () =>
    "[".repeat(depth),
  ),
  manifested(
    "a manifest with __proto__",
    ["answer loaded", ...invalid],
    (own) => `${JSON.stringify(own).slice(0, -1)},"__proto__":{"module":"../other.wasm"}}`,
  ),
  manifested("a manifest that grants itself a host", invalid, (own) => ({ ...own, allowedHosts: ["*"] })),
  manifested("a manifest that chooses its isolation", invalid, (own) => ({ ...own, isolation: "inline" })),
  ...[
    "../../../../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\plugin.wasm",
    "./../plugin.wasm",
    "sub/../../plugin.wasm",
    "%2e%2e/plugin.wasm",
    "file:///etc/plugin.wasm",
    "http://127.0.0.1/plugin.wasm",
    "plugin.wasm\0.png",
    "CON",
  ].map((module) =>
    manifested(`a module path of ${JSON.stringify(module)}`, invalid, (own) => ({ ...own, module })),
  ),
  manifested("a schema path out of the plugin's folder", invalid, (own) => ({
    ...own,
    exports: {
      process: {
        description: "x",
        input: { contentType: "application/json", schema: "../../etc/passwd" },
        output: { contentType: "text/plain" },
      },
    },
  })),
  manifested("an export that is not there", ["load EXPORT_MISSING"], (own) => ({
    ...own,
    exports: {
      other: {
        description: "x",
        input: { contentType: "text/plain" },
        output: { contentType: "text/plain" },
      },
    },
  })),
  schemed("a schema whose pattern takes exponential time in most engines", ["answer loaded", ...invalid], {
    type: "string",
    pattern: "^(a+)+$",
  }),
  schemed("a schema from a file outside", invalid, { $ref: "file:///etc/passwd" }),
  schemed("a schema from the network", invalid, { $ref: "http://127.0.0.1:9/schema.json" }),
  schemed("a schema that refers to itself without end", ["answer loaded", ...invalid], { $ref: "#" }),
  schemed(
    "a schema that doubles with every level",
    ["answer loaded", ...invalid],
    Object.fromEntries([
      ["$ref", "#/$defs/d0"],
      [
        "$defs",
        Object.fromEntries(
          Array.from({ length: 30 }, (_, level) => [
            `d${level}`,
            level === 29
              ? { type: "string" }
              : { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
          ]),
        ),
      ],
    ]),
  ),
];
