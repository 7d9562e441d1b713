import type { VNode } from "preact";
import { formatBytes, formatMs } from "../../terminal/size.ts";
import type { DevState } from "../protocol.ts";
import { api, attempt, connection, dev, shortcutsOpen } from "./page-state.ts";
import { nextTheme, theme } from "./theme.ts";

const languages: Readonly<Record<string, string>> = {
  rust: "Rust",
  go: "Go",
  c: "C",
  assemblyscript: "AssemblyScript",
};

export function Header(): VNode {
  const state = dev.value;
  return (
    <header class="top">
      <h1>
        <img src="/icon.svg" alt="" width="26" height="26" />
        {state?.plugin.name ?? "vial dev"}
      </h1>
      {state && (
        <p class="about">
          {state.plugin.version} <span aria-hidden="true">·</span>{" "}
          {languages[state.plugin.language] ?? state.plugin.language}
        </p>
      )}
      {state && <BuildStatus state={state} />}
      <div class="spacer" />
      <Connection />
      <button type="button" class="quiet" onClick={() => (shortcutsOpen.value = true)} aria-keyshortcuts="?">
        Shortcuts <kbd>?</kbd>
      </button>
      <button type="button" class="quiet" onClick={nextTheme}>
        Theme: {theme.value}
      </button>
    </header>
  );
}

function BuildStatus({ state: { build, serving } }: { readonly state: DevState }): VNode {
  const answering = serving === 0 ? "no build answers yet" : `build ${serving} answers`;
  return (
    <p class={`pill ${build.kind}`} title={build.kind === "built" ? build.compiler : undefined}>
      <span class="dot" aria-hidden="true" />
      {build.kind === "building" && <>Building… {serving > 0 && <span class="muted">{answering}</span>}</>}
      {build.kind === "failed" && (
        <>
          Build failed <span class="muted">{answering}</span>
        </>
      )}
      {build.kind === "built" && (
        <>
          {sentence(answering)}{" "}
          <span class="muted">
            {formatBytes(build.bytes)}, {formatMs(build.ms)}
          </span>
        </>
      )}
      {build.kind === "building" ? (
        <button type="button" class="link" onClick={() => void attempt(() => api().stopBuild())}>
          Stop
        </button>
      ) : (
        <button type="button" class="link" onClick={() => void attempt(() => api().build())}>
          Build again
        </button>
      )}
    </p>
  );
}

function sentence(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function Connection(): VNode | null {
  const texts = {
    connecting: "Connecting…",
    lost: "Connection lost, trying again…",
    ended: "vial dev has ended. Start it again in its terminal.",
    locked: "",
    open: "",
  };
  const text = texts[connection.value];
  return text === "" ? null : <p class="connection">{text}</p>;
}
