import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { formatBytes } from "../../terminal/size.ts";
import type { CallState } from "../protocol.ts";
import { CallFailure } from "./call-failure.tsx";
import { Editor } from "./editor.tsx";
import { announcement, api, attempt } from "./page-state.ts";
import { hexDump, prettyJson, textOf } from "./readable.ts";

const views = ["json", "text", "hex"] as const;
type View = (typeof views)[number];

/** What is chosen for all calls; undefined is what fits best. */
const chosenView = signal<View | undefined>();

const maxShownText = 2 * 1024 * 1024;
const maxShownHex = 64 * 1024;

export function CallOutput({ call }: { readonly call: CallState }): VNode {
  const bytes = useBytes(call);
  if (call.status === "running") return <p class="empty">It runs…</p>;
  if (call.failure) return <CallFailure failure={call.failure} />;
  if (bytes === undefined) return <p class="empty">Loading…</p>;
  if (bytes.length === 0) return <p class="empty">It answered with nothing: 0 bytes.</p>;
  return <Bytes key={call.id} id={call.id} bytes={bytes} />;
}

function useBytes({ id, status }: CallState): Uint8Array<ArrayBuffer> | undefined {
  const [loaded, setLoaded] = useState<{ id: number; bytes: Uint8Array<ArrayBuffer> }>();
  useEffect(() => {
    if (status !== "answered") return undefined;
    let isWanted = true;
    void attempt(async () => {
      const bytes = await api().bytes(id, "output");
      if (isWanted) setLoaded({ id, bytes });
    });
    return () => (isWanted = false);
  }, [id, status]);
  return loaded?.id === id ? loaded.bytes : undefined;
}

function Bytes({ id, bytes }: { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }): VNode {
  const forms = useMemo(() => formsOf(bytes), [bytes]);
  const wanted = chosenView.value;
  const view =
    wanted !== undefined && forms[wanted] !== undefined
      ? wanted
      : views.find((each) => forms[each] !== undefined)!;
  const { text, cut } = forms[view]!;
  return (
    <>
      <div class="bar">
        <fieldset class="segments">
          <legend class="visually-hidden">Show the output as</legend>
          {views.map((each) => (
            <label key={each} class={forms[each] === undefined ? "off" : undefined}>
              <input
                type="radio"
                name="view"
                class="visually-hidden"
                checked={each === view}
                disabled={forms[each] === undefined}
                onChange={() => (chosenView.value = each)}
              />
              {titles[each]}
            </label>
          ))}
        </fieldset>
        {cut > 0 && <span class="muted">{formatBytes(cut)} more are not shown</span>}
        <div class="spacer" />
        <button type="button" class="quiet" onClick={() => void copy(text)}>
          Copy
        </button>
        <button type="button" class="quiet" onClick={() => download(`call-${id}`, bytes)}>
          Download
        </button>
      </div>
      {view === "hex" ? (
        <pre class="hex scroll" tabIndex={0} aria-label="Output, in hexadecimal">
          {text}
        </pre>
      ) : (
        <Editor
          key={view}
          id="output-viewer"
          label="Output"
          text={text}
          language={view === "json" ? "json" : "text"}
        />
      )}
    </>
  );
}

const titles = { json: "JSON", text: "Text", hex: "Hex" } as const;

interface Form {
  readonly text: string;
  /** Bytes that are left out. */
  readonly cut: number;
}

function formsOf(bytes: Uint8Array): Partial<Record<View, Form>> {
  const shown = bytes.subarray(0, maxShownHex);
  const hex = { text: hexDump(shown), cut: bytes.length - shown.length };
  const whole = bytes.length <= maxShownText ? textOf(bytes) : undefined;
  if (whole === undefined) return { hex };
  const json = prettyJson(whole);
  return { hex, text: { text: whole, cut: 0 }, ...(json !== undefined && { json: { text: json, cut: 0 } }) };
}

async function copy(text: string): Promise<void> {
  await attempt(async () => {
    await navigator.clipboard.writeText(text);
    announcement.value = "Copied.";
  });
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes]));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
