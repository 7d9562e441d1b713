import { readFileSync } from "node:fs";
import { type Label, readMarked } from "./generator/markup.ts";

export { type Category, categories } from "./generator/markup.ts";

/** tuned: the rules were adjusted on it. held-out: they were not. hand-written: short documents, each hard for a reason. */
export type Part = "tuned" | "held-out" | "hand-written";

/** A label's place: in the text, or at a JSON pointer of the document. */
export interface Place extends Label {
  readonly pointer: string | undefined;
}

/** A labelled document: what the plugin is asked, and where personal data is in it. */
export interface LabelledDocument {
  readonly id: string;
  readonly input: { readonly text: string } | { readonly document: unknown };
  readonly labels: readonly Place[];
}

/**
 * Reads a part of the corpus.
 *
 * @example
 * for (const { id, labels } of readCorpus("hand-written")) console.log(id, labels.length);
 */
export function readCorpus(part: Part): LabelledDocument[] {
  if (part === "hand-written") return readHandWritten();
  const lines = readFileSync(new URL(`${part}.jsonl`, import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => {
    const { id, text, document } = JSON.parse(line) as { id: string; text?: string; document?: unknown };
    return text === undefined ? labelledDocument(id, document) : labelledText(id, text);
  });
}

/** Documents begin with `=== id: why it is hard` on a line of its own. */
function readHandWritten(): LabelledDocument[] {
  const file = readFileSync(new URL("hand-written.txt", import.meta.url), "utf8");
  return file
    .split(/^=== /m)
    .slice(1)
    .map((entry) => {
      const [heading = "", ...lines] = entry.trimEnd().split("\n");
      return labelledText(heading.split(":")[0] ?? "", lines.join("\n"));
    });
}

function labelledText(id: string, marked: string): LabelledDocument {
  const { text, labels } = readMarked(marked);
  return { id, input: { text }, labels: labels.map((label) => ({ ...label, pointer: undefined })) };
}

function labelledDocument(id: string, marked: unknown): LabelledDocument {
  const labels: Place[] = [];
  const document = withoutMarks(marked, "", labels);
  return { id, input: { document }, labels };
}

function withoutMarks(value: unknown, pointer: string, found: Place[]): unknown {
  if (typeof value === "string") {
    const { text, labels, isNumber } = readMarked(value);
    found.push(...labels.map((label) => ({ ...label, pointer })));
    return isNumber ? Number(text) : text;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, member]) => [name, withoutMarks(member, `${pointer}/${name}`, found)] as const,
  );
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
