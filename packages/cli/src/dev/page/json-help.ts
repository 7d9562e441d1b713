import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
} from "@codemirror/autocomplete";
import { type Diagnostic, linter } from "@codemirror/lint";
import type { Extension, Text } from "@codemirror/state";
import { type EditorView, hoverTooltip, type Tooltip } from "@codemirror/view";
import {
  type CompletionItem,
  getLanguageService,
  type JSONDocument,
  type MarkedString,
  type MarkupContent,
  type Position,
  TextDocument,
} from "vscode-json-languageservice";

type Schema = Readonly<Record<string, unknown>>;

interface Parsed {
  readonly document: TextDocument;
  readonly json: JSONDocument;
}

const uri = "input.json";

/** Completion, validation and hover for a document that a JSON Schema describes; without one, for any JSON. */
export function jsonHelp(schema: Schema | null): readonly Extension[] {
  const service = getLanguageService({});
  service.configure({
    validate: true,
    allowComments: false,
    schemas: schema === null ? [] : [{ uri: "vial://schema.json", fileMatch: ["*"], schema }],
  });
  const parse = (doc: Text): Parsed => {
    const document = TextDocument.create(uri, "json", 1, doc.toString());
    return { document, json: service.parseJSONDocument(document) };
  };

  async function lint({ state: { doc } }: EditorView): Promise<readonly Diagnostic[]> {
    if (doc.length === 0) return [];
    const { document, json } = parse(doc);
    const found = await service.doValidation(document, json, { schemaValidation: "error" });
    return found.map(({ range, message, severity }) => ({
      from: offsetOf(doc, range.start),
      to: offsetOf(doc, range.end),
      message: typeof message === "string" ? message : message.value,
      severity: severity === 1 ? "error" : "warning",
    }));
  }

  async function complete({ state: { doc }, pos }: CompletionContext): Promise<CompletionResult | null> {
    const { document, json } = parse(doc);
    // After the whole value nothing can come, though the service would begin another one.
    if (json.root !== undefined && pos > json.root.offset + json.root.length) return null;
    const list = await service.doComplete(document, document.positionAt(pos), json);
    if (list === null || list.items.length === 0) return null;
    const starts = list.items.map((item) => rangeStart(doc, item) ?? pos);
    return { from: Math.min(...starts), options: list.items.map((item) => asCompletion(item)), filter: true };
  }

  async function hover({ state: { doc } }: EditorView, pos: number): Promise<Tooltip | null> {
    const { document, json } = parse(doc);
    const found = await service.doHover(document, document.positionAt(pos), json);
    const text = found ? textOfHover(found.contents) : "";
    if (text === "") return null;
    const create = (): { dom: HTMLElement } => {
      const dom = globalThis.document.createElement("div");
      dom.className = "hover-help";
      dom.textContent = text;
      return { dom };
    };
    const range = found?.range;
    const from = range ? offsetOf(doc, range.start) : pos;
    return { pos: from, end: range ? offsetOf(doc, range.end) : pos, above: true, create };
  }

  return [linter(lint, { delay: 250 }), autocompletion({ override: [complete] }), hoverTooltip(hover)];
}

function offsetOf(doc: Text, { line, character }: Position): number {
  const found = doc.line(Math.min(line + 1, doc.lines));
  return Math.min(found.from + character, found.to);
}

function rangeStart(doc: Text, { textEdit }: CompletionItem): number | undefined {
  if (textEdit === undefined) return undefined;
  return offsetOf(doc, "range" in textEdit ? textEdit.range.start : textEdit.insert.start);
}

function asCompletion({
  label,
  detail,
  documentation,
  textEdit,
  insertText,
  filterText,
}: CompletionItem): Completion {
  // Snippets of the language server protocol: `$1` is `${1}` for CodeMirror.
  const template = (textEdit?.newText ?? insertText ?? label).replaceAll(/\$(\d+)/g, "$${$1}");
  const info = typeof documentation === "string" ? documentation : documentation?.value;
  return {
    label: filterText ?? label,
    displayLabel: label,
    apply: snippet(template),
    ...(detail !== undefined && { detail }),
    ...(info !== undefined && info !== "" && { info }),
  };
}

function textOfHover(contents: MarkupContent | MarkedString | readonly MarkedString[]): string {
  const parts = Array.isArray(contents) ? (contents as readonly MarkedString[]) : [contents as MarkedString];
  return (
    parts
      .map((part) => (typeof part === "string" ? part : part.value))
      .join("\n")
      // It is Markdown, in which punctuation is escaped.
      .replaceAll(/\\([!-/:-@[-`{-~])/g, "$1")
      .trim()
  );
}
