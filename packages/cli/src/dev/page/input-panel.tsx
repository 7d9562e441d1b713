import type { VNode } from "preact";
import { formatBytes } from "../../terminal/size.ts";
import { chooseFixture, loadFile, run } from "./actions.ts";
import { Editor } from "./editor.tsx";
import { HostSettings } from "./host-settings.tsx";
import { attempt, currentExport, dev, draft, exportName, inputTab, missing, runAgain } from "./page-state.ts";
import { prettyJson } from "./readable.ts";
import { Tabs } from "./tabs.tsx";

export function InputPanel(): VNode {
  return (
    <section class="panel input" aria-labelledby="input-title">
      <h2 id="input-title" class="visually-hidden">
        Input
      </h2>
      <Tabs
        label="Input and host"
        chosen={inputTab.value}
        onChoose={(name) => (inputTab.value = name)}
        tabs={[
          { name: "input", title: "Input", content: () => <Input /> },
          { name: "host", title: "Host", count: missing.value, content: () => <HostSettings /> },
        ]}
      />
    </section>
  );
}

function Input(): VNode {
  const described = currentExport.value;
  const isJson = isJsonType(described?.contentType ?? "");
  const { value } = draft;
  return (
    <>
      <div class="bar">
        <label>
          Export
          <select
            value={exportName.value}
            onChange={(event) => (exportName.value = event.currentTarget.value)}
          >
            {dev.value?.exports.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Fixtures />
        <label class="file button">
          Open file…
          <input type="file" class="visually-hidden" onChange={(event) => openFile(event.currentTarget)} />
        </label>
      </div>
      {described && (
        <p class="description">
          {described.description} <code>{described.contentType}</code>
        </p>
      )}
      {value.kind === "text" ? (
        <Editor
          id="input-editor"
          label="Input"
          text={value.text}
          language={isJson ? "json" : "text"}
          schema={described?.schema ?? null}
          onText={(text) => (draft.value = { kind: "text", text })}
        />
      ) : (
        <div class="file-draft">
          <p>
            <strong>{value.name}</strong> {formatBytes(value.bytes.length)}
          </p>
          <button type="button" onClick={() => (draft.value = { kind: "text", text: "" })}>
            Remove
          </button>
        </div>
      )}
      <div class="bar foot">
        <button
          type="button"
          class="primary"
          disabled={dev.value?.serving === 0}
          onClick={() => void attempt(run)}
          aria-keyshortcuts="Control+Enter"
        >
          Run <kbd>Ctrl ↵</kbd>
        </button>
        {isJson && value.kind === "text" && (
          <button type="button" onClick={format}>
            Format
          </button>
        )}
        <label class="check">
          <input
            type="checkbox"
            checked={runAgain.value}
            onChange={(event) => {
              runAgain.value = event.currentTarget.checked;
              localStorage.setItem("vial-dev-run-again", runAgain.value ? "yes" : "no");
            }}
          />
          Run again after each build
        </label>
      </div>
    </>
  );
}

function Fixtures(): VNode | null {
  const fixtures = dev.value?.fixtures ?? [];
  if (fixtures.length === 0) return null;
  const load = (select: HTMLSelectElement): void => {
    const fixture = fixtures.find(({ name }) => name === select.value);
    // It is something to do, not something that stays chosen: the input is edited.
    select.value = "";
    if (fixture) void attempt(() => chooseFixture(fixture));
  };
  return (
    <label>
      Fixture
      <select value="" onChange={(event) => load(event.currentTarget)}>
        <option value="">Load…</option>
        {fixtures.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function openFile(input: HTMLInputElement): void {
  const file = input.files?.[0];
  if (file) void attempt(() => loadFile(file));
  input.value = "";
}

function format(): void {
  if (draft.value.kind !== "text") return;
  const text = prettyJson(draft.value.text);
  if (text !== undefined) draft.value = { kind: "text", text };
}

function isJsonType(type: string): boolean {
  return /[/+]json\b/.test(type);
}
