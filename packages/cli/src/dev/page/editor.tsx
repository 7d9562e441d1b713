import { json } from "@codemirror/lang-json";
import { syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { jsonHelp } from "./json-help.ts";

interface EditorProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly language: "json" | "text";
  /** What its JSON is held to. */
  readonly schema?: Readonly<Record<string, unknown>> | null;
  /** Told what is typed; without it, nothing can be typed. */
  readonly onText?: (text: string) => void;
}

const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";

/** A text with line numbers, search and, for JSON, colours and the help of its schema. */
export function Editor({ id, label, text, language, schema = null, onText }: EditorProps): VNode {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const help = useRef(new Compartment());
  const tell = useRef(onText);
  tell.current = onText;
  /** What was told and has not come back as `text` yet: it is not to be put in the place of what was typed since. */
  const told = useRef<string[]>([]);

  useEffect(() => {
    const own = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(nonce),
          basicSetup,
          syntaxHighlighting(classHighlighter),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, id }),
          onText
            ? []
            : [EditorState.readOnly.of(true), EditorView.editorAttributes.of({ class: "read-only" })],
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (!docChanged || tell.current === undefined) return;
            const now = state.doc.toString();
            told.current.push(now);
            tell.current(now);
          }),
          help.current.of(helpFor(language, onText ? schema : undefined)),
        ],
      }),
    });
    view.current = own;
    return () => own.destroy();
  }, []);

  useEffect(() => {
    const { current } = view;
    const back = told.current.lastIndexOf(text);
    if (back >= 0) told.current.splice(0, back + 1);
    if (back >= 0 || current === null || current.state.doc.toString() === text) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const effects = help.current.reconfigure(helpFor(language, onText ? schema : undefined));
    view.current?.dispatch({ effects });
  }, [language, schema]);

  return <div class="editor" ref={host} />;
}

/** @param schema none is known when it is null; undefined for what nobody types */
function helpFor(
  language: EditorProps["language"],
  schema: Readonly<Record<string, unknown>> | null | undefined,
): Extension {
  if (language === "text") return [];
  return schema === undefined ? json() : [json(), jsonHelp(schema)];
}
