import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { DevSession } from "../dev-session.ts";
import type { DevEvent } from "../protocol.ts";

/** Changes within this time are told as one. */
const settleMs = 30;
const keepAliveMs = 15_000;

/** Everything there is, and then what changes, as server-sent events until the page leaves. */
export function streamEvents(context: Context, session: DevSession): Response {
  return streamSSE(context, async (stream) => {
    const due = new Map<string, DevEvent>();
    let wake = Promise.withResolvers<void>();
    let ended = false;
    const end = (): void => {
      ended = true;
      wake.resolve();
    };
    using _listening = session.listen((event) => {
      // Of the same thing only the newest counts: a plugin may log faster than a page can read.
      if (event.type === "calls") for (const key of due.keys()) if (key.startsWith("call ")) due.delete(key);
      due.set(event.type === "call" ? `call ${event.call.id}` : event.type, event);
      if (event.type === "ended") end();
      wake.resolve();
    });
    stream.onAbort(end);
    due.set("state", { type: "state", state: session.state });
    due.set("calls", { type: "calls", calls: session.history.list() });
    while (!stream.aborted) {
      const events = [...due.values()];
      due.clear();
      for (const event of events) await stream.writeSSE({ data: JSON.stringify(event) });
      if (ended) return;
      const alive = setTimeout(() => wake.resolve(), keepAliveMs);
      await wake.promise;
      clearTimeout(alive);
      if (due.size === 0 && !ended) await stream.write(": alive\n\n");
      wake = Promise.withResolvers();
      if (!ended) await stream.sleep(settleMs);
    }
  });
}
