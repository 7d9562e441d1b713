import type { FunctionSignature, ModuleShape } from "../module/index.ts";
import { sectionName } from "../module/index.ts";
import { shareOut } from "../module/share-out.ts";
import type { SourceModule } from "../source/extism-modules.ts";
import { initialisersOf } from "./entry-points.ts";
import { featuresOf } from "./features.ts";
import type { Answer } from "./import-answer.ts";
import type { ModuleReading } from "./module-reading.ts";
import type { ModuleVerdict, SizeVerdict } from "./verdict.ts";

/** What the module's memories, and its tables, may grow to together. */
interface SizeLimits {
  readonly pages: number;
  readonly elements: number;
}

/** What a module's bytes say, as data. `answers` are those of its imports, in their order. */
export function moduleVerdict(
  { name, digest, bytes }: SourceModule,
  { shape, state }: ModuleReading,
  answers: readonly Answer[],
  { pages, elements }: SizeLimits,
): ModuleVerdict {
  const { code } = state;
  return {
    name,
    digest,
    bytes: bytes.length,
    sections: shape.sections.map((section) => ({
      name: sectionName(section),
      bytes: section.end - section.start,
    })),
    imports: shape.imports.map((wanted, index) => ({
      namespace: wanted.module,
      name: wanted.name,
      kind: wanted.kind,
      type: "signature" in wanted ? typeText(wanted.signature) : null,
      answeredBy: answers[index]!.by,
    })),
    exports: shape.exports.map((each) => ({
      name: each.name,
      kind: each.kind,
      type: each.kind === "function" ? typeText(each.signature) : null,
    })),
    memories: sizes(shape.memories, pages),
    tables: sizes(shape.tables, elements),
    functions: shape.functions,
    code: {
      bytes: shape.codeSize,
      largestFunction: code.largestBody,
      mostLocals: code.mostLocals,
      nesting: code.nesting,
    },
    features: featuresOf(shape, state),
    startFunctions: [
      ...(shape.start === undefined ? [] : ["start"]),
      ...initialisersOf(shape, name === "main"),
    ],
  };
}

function sizes(entities: ModuleShape["memories"], limit: number): SizeVerdict[] {
  // In their order.
  const allowances = shareOut(
    entities.filter(({ imported }) => !imported),
    limit,
  )?.values();
  return entities.map(({ imported, shared, minimum, maximum }) => ({
    imported,
    shared,
    minimum,
    declaredMaximum: maximum ?? null,
    maximum: (imported ? undefined : allowances?.next().value) ?? Math.min(maximum ?? limit, limit),
  }));
}

/** A function's type in the text format's words. */
function typeText({ parameters, results }: FunctionSignature): string {
  return [...typeParts("param", parameters), ...typeParts("result", results)].join(" ");
}

function typeParts(word: string, types: readonly string[]): string[] {
  return types.length === 0 ? [] : [`(${word} ${types.join(" ")})`];
}
