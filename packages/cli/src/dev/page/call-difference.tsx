import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CallState, Difference } from "../protocol.ts";
import { replayOnPrevious } from "./actions.ts";
import { api, attempt, calls, dev } from "./page-state.ts";

/** How the answer differs from that of the newest earlier build to the same input. */
export function CallDifference({ call }: { readonly call: CallState }): VNode {
  const [loaded, setLoaded] = useState<{ id: number; difference: Difference }>();
  // A finished call may be what this one is compared with.
  const finished = calls.value.filter(({ status }) => status !== "running").length;
  useEffect(() => {
    void attempt(async () => setLoaded({ id: call.id, difference: await api().difference(call.id) }));
  }, [call.id, call.status, finished]);
  if (call.status === "running") return <p class="empty">It runs…</p>;
  if (loaded?.id !== call.id) return <p class="empty">Comparing…</p>;
  const { difference } = loaded;
  if (difference.kind === "none") return <NothingToCompare call={call} />;
  const what = `build ${difference.build} (call ${difference.with})`;
  if (difference.kind === "same") return <p class="empty">The same answer as of {what}, byte for byte.</p>;
  return (
    <>
      <p class="bar muted">
        − {what}, + build {call.build} (call {call.id})
      </p>
      <ol class="difference scroll" tabIndex={0} aria-label="Lines that differ">
        {difference.lines.map(({ kind, text }, index) => (
          <li key={index} class={kind}>
            {kind !== "same" && kind !== "skipped" && <span class="visually-hidden">{kind}: </span>}
            <code>{text}</code>
          </li>
        ))}
      </ol>
    </>
  );
}

function NothingToCompare({ call }: { readonly call: CallState }): VNode {
  const previous = dev.value?.previous ?? null;
  return (
    <div class="empty">
      <p>No earlier build was given this input.</p>
      {previous !== null && previous < call.build ? (
        <button type="button" onClick={() => void attempt(() => replayOnPrevious(call.id))}>
          Run it on build {previous}
        </button>
      ) : (
        <p>Change the plugin and save: the call runs again, and what differs is shown here.</p>
      )}
    </div>
  );
}
