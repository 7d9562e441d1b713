import type { VNode } from "preact";
import { formatMs } from "../../terminal/size.ts";
import type { CallState } from "../protocol.ts";
import { api, attempt, calls, selectedId } from "./page-state.ts";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** The calls, newest first. Arrow keys move through them. */
export function HistoryPanel(): VNode {
  const list = calls.value;
  const chosen = list.findIndex(({ id }) => id === selectedId.value);
  const move = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      Home: -list.length,
      End: list.length,
    };
    const step = steps[event.key];
    if (step === undefined || list.length === 0) return;
    event.preventDefault();
    const next = list[Math.min(Math.max(chosen + step, 0), list.length - 1)]!;
    selectedId.value = next.id;
    document.getElementById(`call-${next.id}`)?.focus();
  };
  return (
    <section class="panel history" aria-labelledby="history-title">
      <div class="bar head">
        <h2 id="history-title">History</h2>
        <div class="spacer" />
        {list.length > 0 && (
          <button type="button" class="quiet" onClick={() => void attempt(clear)}>
            Clear
          </button>
        )}
      </div>
      {list.length === 0 ? (
        <p class="empty">Calls are kept here until vial dev ends.</p>
      ) : (
        <ul class="calls scroll" role="listbox" aria-labelledby="history-title" onKeyDown={move}>
          {list.map((call, index) => (
            <HistoryEntry
              key={call.id}
              call={call}
              isChosen={index === chosen}
              isReachable={index === Math.max(chosen, 0)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface HistoryEntryProps {
  readonly call: CallState;
  readonly isChosen: boolean;
  /** Whether Tab comes to it; the arrow keys go on from there. */
  readonly isReachable: boolean;
}

function HistoryEntry({ call, isChosen, isReachable }: HistoryEntryProps): VNode {
  const { id, status, build, ranMs, sentAt, failure } = call;
  return (
    <li
      id={`call-${id}`}
      role="option"
      aria-selected={isChosen}
      tabIndex={isReachable ? 0 : -1}
      onClick={() => (selectedId.value = id)}
    >
      <span class={`dot ${status}`} aria-hidden="true" />
      <span class="name">
        {id} {call.export}
        <span class="visually-hidden">, {status}</span>
      </span>
      <span class="muted">{ranMs === null ? "…" : formatMs(ranMs)}</span>
      <span class="muted second">
        {failure?.code ?? `build ${build}`} · {clock.format(sentAt)}
      </span>
    </li>
  );
}

async function clear(): Promise<void> {
  await api().clear();
  selectedId.value = undefined;
}
