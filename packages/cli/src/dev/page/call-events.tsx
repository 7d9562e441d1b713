import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { formatMs } from "../../terminal/size.ts";
import type { CallState } from "../protocol.ts";

const levels = ["trace", "debug", "info", "warn", "error"] as const;
const lowest = signal<(typeof levels)[number]>("trace");

export function CallLogs({ call: { logs } }: { readonly call: CallState }): VNode {
  if (logs.length === 0) return <p class="empty">It logged nothing.</p>;
  const shown = logs.filter(({ level }) => levels.indexOf(level) >= levels.indexOf(lowest.value));
  return (
    <>
      <div class="bar">
        <label>
          Level
          <select
            value={lowest.value}
            onChange={(event) => (lowest.value = levels[event.currentTarget.selectedIndex]!)}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {level}
              </option>
            ))}
          </select>
        </label>
        <span class="muted">
          {shown.length} of {logs.length}
        </span>
      </div>
      <ol class="events scroll" tabIndex={0} aria-label="Log messages">
        {shown.map(({ level, message, ms }, index) => (
          <li key={index} class={level}>
            <span class="level">{level}</span>
            <span class="text">{message}</span>
            <span class="muted">{formatMs(ms)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

const kinds = { http: "request", function: "function", refused: "refused" } as const;

export function HostEvents({ call: { events } }: { readonly call: CallState }): VNode {
  if (events.length === 0) return <p class="empty">It asked the host for nothing during this call.</p>;
  return (
    <ol class="events scroll" tabIndex={0} aria-label="What it asked of the host">
      {events.map(({ kind, text, ms }, index) => (
        <li key={index} class={kind === "refused" ? "error" : "info"}>
          <span class="level">{kinds[kind]}</span>
          <span class="text">{text}</span>
          <span class="muted">{formatMs(ms)}</span>
        </li>
      ))}
    </ol>
  );
}
