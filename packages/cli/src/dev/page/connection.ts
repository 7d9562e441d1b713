import { formatBytes, formatMs } from "../../terminal/size.ts";
import type { CallState, DevEvent, DevState } from "../protocol.ts";
import { Refused } from "./api-client.ts";
import { loadFixture, replay } from "./actions.ts";
import {
  announcement,
  api,
  attempt,
  calls,
  connection,
  dev,
  draft,
  exportName,
  runAgain,
  selectedId,
} from "./page-state.ts";
import { forgetToken } from "./token.ts";

const retryMs = 1000;

/** Follows what happens on the server, and comes back when the connection is lost. */
export async function follow(): Promise<void> {
  while (connection.value !== "locked") {
    try {
      await api().listen((event) => {
        if (connection.value === "connecting" || connection.value === "lost") connection.value = "open";
        take(event);
      });
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        forgetToken();
        connection.value = "locked";
        return;
      }
    }
    if (connection.value !== "ended") connection.value = "lost";
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

function take(event: DevEvent): void {
  switch (event.type) {
    case "state":
      return takeState(event.state);
    case "calls":
      calls.value = event.calls.toReversed();
      if (selectedId.value === undefined) selectedId.value = calls.value[0]?.id;
      return;
    case "call":
      return takeCall(event.call);
    case "ended":
      connection.value = "ended";
      announcement.value = "vial dev has ended.";
  }
}

function takeState(state: DevState): void {
  const before = dev.value;
  dev.value = state;
  document.title = `${state.plugin.name} · vial dev`;
  if (!state.exports.some(({ name }) => name === exportName.value))
    exportName.value = state.exports[0]?.name ?? "process";
  const [first] = state.fixtures;
  if (before?.fixtures.length !== state.fixtures.length && isEmpty() && first)
    void attempt(() => loadFixture(first));
  if (before === undefined) return;
  if (state.serving !== before.serving && state.serving > 0) {
    announcement.value = `Build ${state.serving} answers now.`;
    const last = selectedId.value;
    if (runAgain.value && last !== undefined && before.serving > 0) void attempt(() => replay(last));
  } else if (state.build.kind === "failed" && before.build.kind !== "failed") {
    announcement.value = `The build failed. ${state.build.message}`;
  } else if (state.refusal && !before.refusal) {
    announcement.value = `The host refuses the plugin. ${state.refusal.message}`;
  }
}

function isEmpty(): boolean {
  return draft.value.kind === "text" && draft.value.text === "";
}

function takeCall(call: CallState): void {
  const known = calls.value.find(({ id }) => id === call.id);
  calls.value = known
    ? calls.value.map((each) => (each.id === call.id ? call : each))
    : [call, ...calls.value];
  if (call.status === known?.status) return;
  if (call.status === "answered")
    announcement.value = `Call ${call.id} answered ${formatBytes(call.outputBytes)} in ${formatMs(call.ranMs ?? 0)}.`;
  if (call.status === "failed") announcement.value = `Call ${call.id} failed. ${call.failure?.message ?? ""}`;
}
