import type { VNode } from "preact";
import type { DevState } from "../protocol.ts";
import { dev, inputTab, problem } from "./page-state.ts";

/** What keeps the newest build from answering, and what the page could not do. */
export function Notices(): VNode {
  const state = dev.value;
  return (
    <div class="notices">
      {problem.value && (
        <section class="notice bad" aria-label="Problem" role="alert">
          <p>
            <strong>{sentence(problem.value.message)}.</strong> {problem.value.hint}
          </p>
          <button type="button" class="quiet" onClick={() => (problem.value = undefined)}>
            Dismiss
          </button>
        </section>
      )}
      {state?.build.kind === "failed" && <BuildFailure state={state} />}
      {state?.refusal && <Refused state={state} />}
    </div>
  );
}

function BuildFailure({ state: { build, serving } }: { readonly state: DevState }): VNode | null {
  if (build.kind !== "failed") return null;
  const output = build.output.trim();
  return (
    <section class="notice bad" aria-label="The build failed">
      <p>
        <strong>The build failed:</strong> {build.message}.{" "}
        {serving > 0 && <>Build {serving} goes on answering.</>}
      </p>
      {output !== "" && (
        <pre class="compiler" tabIndex={0} aria-label="What the compiler printed">
          {output}
        </pre>
      )}
      {build.hint !== null && <p class="muted">{build.hint}</p>}
    </section>
  );
}

function Refused({ state: { refusal, serving } }: { readonly state: DevState }): VNode | null {
  if (refusal === null) return null;
  return (
    <section class="notice warn" aria-label="The host refuses the plugin">
      <p>
        <strong>
          The host refuses build {refusal.build} ({refusal.code}).
        </strong>{" "}
        {refusal.message} {serving > 0 && <>Build {serving} goes on answering.</>}
      </p>
      <button type="button" class="quiet" onClick={() => (inputTab.value = "host")}>
        What it asks for
      </button>
    </section>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
