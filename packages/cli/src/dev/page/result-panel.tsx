import type { VNode } from "preact";
import { formatBytes, formatMs } from "../../terminal/size.ts";
import type { CallState } from "../protocol.ts";
import { edit, replay, replayOnPrevious } from "./actions.ts";
import { CallDifference } from "./call-difference.tsx";
import { CallLogs, HostEvents } from "./call-events.tsx";
import { CallOutput } from "./call-output.tsx";
import { api, attempt, dev, resultTab, selected } from "./page-state.ts";
import { Tabs } from "./tabs.tsx";

export function ResultPanel(): VNode {
  const call = selected.value;
  return (
    <section class="panel result" aria-labelledby="result-title">
      {call === undefined ? (
        <>
          <h2 id="result-title">Result</h2>
          <p class="empty">
            Nothing was called yet. <kbd>Ctrl ↵</kbd> runs the input.
          </p>
        </>
      ) : (
        <Call call={call} />
      )}
    </section>
  );
}

const statuses = { running: "running…", answered: "answered", failed: "failed" } as const;

function Call({ call }: { readonly call: CallState }): VNode {
  return (
    <>
      <div class="bar head">
        <h2 id="result-title">
          Call {call.id} <span class={`status ${call.status}`}>{statuses[call.status]}</span>
        </h2>
        <div class="spacer" />
        {call.status === "running" ? (
          <button type="button" onClick={() => void attempt(() => api().cancel(call.id))}>
            Give up
          </button>
        ) : (
          <CallActions call={call} />
        )}
      </div>
      <Facts call={call} />
      <Tabs
        label="What came of the call"
        chosen={resultTab.value}
        onChoose={(name) => (resultTab.value = name)}
        tabs={[
          { name: "output", title: "Output", content: () => <CallOutput call={call} /> },
          { name: "logs", title: "Logs", count: call.logs.length, content: () => <CallLogs call={call} /> },
          {
            name: "requests",
            title: "Requests",
            count: call.events.length,
            content: () => <HostEvents call={call} />,
          },
          { name: "difference", title: "Difference", content: () => <CallDifference call={call} /> },
        ]}
      />
    </>
  );
}

function CallActions({ call }: { readonly call: CallState }): VNode {
  const previous = dev.value?.previous ?? null;
  return (
    <>
      <button type="button" onClick={() => void attempt(() => replay(call.id))} aria-keyshortcuts="Alt+R">
        Replay
      </button>
      {previous !== null && (
        <button type="button" onClick={() => void attempt(() => replayOnPrevious(call.id))}>
          Run on build {previous}
        </button>
      )}
      <button type="button" onClick={() => void attempt(() => edit(call))}>
        Edit input
      </button>
    </>
  );
}

function Facts({ call }: { readonly call: CallState }): VNode {
  const facts: readonly (readonly [string, string])[] = [
    ["Export", call.export],
    ["Build", String(call.build)],
    ["Queue", call.queuedMs === null ? "–" : formatMs(call.queuedMs)],
    ["Run", call.ranMs === null ? "–" : formatMs(call.ranMs)],
    ["Memory", call.memoryBytes === null ? "–" : formatBytes(call.memoryBytes)],
    ["In", formatBytes(call.inputBytes)],
    ["Out", formatBytes(call.outputBytes)],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
