import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";
import type { RecordedCall } from "../call-history.ts";
import { type DevSession, NotNow } from "../dev-session.ts";
import { streamEvents } from "./event-stream.ts";
import { refuse } from "./refusal.ts";

/** More than any limit that a plugin is given by default; what its limits refuse is shown as their refusal. */
const maxInputBytes = 32 * 1024 * 1024;
const maxSettingsBytes = 1024 * 1024;

const text = v.pipe(v.string(), v.maxLength(100_000));
const settingsSchema = v.strictObject({
  config: v.record(text, text),
  http: v.pipe(
    v.array(
      v.pipe(
        text,
        v.regex(/^https?:\/\/[^/?#]+$/),
        v.check((origin) => URL.canParse(origin)),
      ),
    ),
    v.maxLength(1000),
  ),
  functions: v.record(text, text),
  fixture: v.nullable(text),
});

/** What the page asks of a session. Everything is refused without the token, in front of this. */
export function api(session: DevSession): Hono {
  const app = new Hono();
  app.get("/events", (context) => streamEvents(context, session));
  app.get("/state", (context) => context.json(session.state));
  app.get("/calls", (context) => context.json(session.history.list()));
  app.post("/calls", atMost(maxInputBytes, "a call's input"), async (context) => {
    const input = new Uint8Array(await context.req.arrayBuffer());
    const { export: name = "process", build } = context.req.query();
    return start(context, () => session.call(name, input, build === "previous" ? "previous" : "current"));
  });
  app.delete("/calls", (context) => {
    session.clear();
    return context.body(null, 204);
  });
  app.post("/calls/:id/replay", (context) =>
    withCall(context, session, ({ state, input }) => {
      const on = context.req.query("build") === "previous" ? "previous" : "current";
      return start(context, () => session.call(state.export, input, on));
    }),
  );
  app.post("/calls/:id/cancel", (context) =>
    withCall(context, session, ({ state }) => {
      session.cancel(state.id);
      return context.body(null, 204);
    }),
  );
  app.get("/calls/:id/input", (context) => withCall(context, session, ({ input }) => bytes(context, input)));
  app.get("/calls/:id/output", (context) =>
    withCall(context, session, ({ output }) => bytes(context, output)),
  );
  app.get("/calls/:id/difference", (context) =>
    withCall(context, session, ({ state }) => context.json(session.difference(state.id))),
  );
  app.get("/fixtures/:name", (context) => {
    const fixture = session.fixture(context.req.param("name"));
    return fixture
      ? bytes(context, fixture.input)
      : refuse(context, 404, "there is no such fixture", "Reload the page.");
  });
  app.put("/settings", atMost(maxSettingsBytes, "settings"), async (context) => {
    const parsed = v.safeParse(settingsSchema, await context.req.json().catch(() => undefined));
    if (!parsed.success)
      return refuse(
        context,
        400,
        "these are no settings",
        '{"config": {}, "http": ["https://…"], "functions": {}, "fixture": null}',
      );
    const { fixture } = parsed.output;
    if (fixture !== null && !session.fixture(fixture))
      return refuse(context, 404, "there is no such fixture", "Reload the page.");
    await session.configure(parsed.output);
    return context.json(session.state);
  });
  app.post("/build", (context) => {
    session.rebuild();
    return context.body(null, 204);
  });
  app.delete("/build", (context) => {
    session.stopBuild();
    return context.body(null, 204);
  });
  app.notFound((context) =>
    refuse(context, 404, "there is nothing here", "docs/guides/dev.md has what there is."),
  );
  return app;
}

function atMost(maxSize: number, what: string): ReturnType<typeof bodyLimit> {
  const hint = `At most ${maxSize / 1024 / 1024} MiB.`;
  return bodyLimit({ maxSize, onError: (context) => refuse(context, 413, `${what} is too large`, hint) });
}

function start(context: Context, call: () => number): Response {
  try {
    return context.json({ id: call() }, 202);
  } catch (error) {
    if (!(error instanceof NotNow)) throw error;
    return refuse(context, 409, error.message, error.hint ?? "");
  }
}

function withCall(context: Context, session: DevSession, answer: (call: RecordedCall) => Response): Response {
  const call = session.history.get(Number(context.req.param("id")));
  return call
    ? answer(call)
    : refuse(context, 404, "the history does not have this call", "It keeps the last ones.");
}

/** Never as what it says it is: a plugin's output is not the page's. */
function bytes(context: Context, content: Uint8Array): Response {
  return context.body(new Uint8Array(content), 200, {
    "content-type": "application/octet-stream",
    "content-disposition": "attachment",
    "x-content-type-options": "nosniff",
  });
}
