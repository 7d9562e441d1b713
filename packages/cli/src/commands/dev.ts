import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { DevSession } from "../dev/dev-session.ts";
import type { BuildState, DevEvent } from "../dev/protocol.ts";
import { serveDev } from "../dev/server/dev-server.ts";
import { findProjectFolder } from "../project/project.ts";
import { formatBytes, formatMs } from "../terminal/size.ts";
import { onError } from "../terminal/style.ts";

export interface DevOptions {
  readonly directory?: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly open?: boolean;
  readonly config: Readonly<Record<string, string>>;
  readonly allowHttp: readonly string[];
  readonly isolation: "thread" | "process";
  /** Milliseconds. */
  readonly deadline?: number;
  /** Seconds. */
  readonly timeout: number;
  readonly release?: boolean;
  readonly json?: boolean;
}

/** `vial dev`. Ends when it is interrupted, with nothing left behind. */
export async function dev(options: DevOptions): Promise<void> {
  const interrupted = interruption();
  const folder = resolve(options.directory ?? ".");
  await using session = await DevSession.start({
    folder: findProjectFolder(folder) ?? folder,
    debug: !options.release,
    isolation: options.isolation,
    timeoutMs: options.timeout * 1000,
    deadline: options.deadline,
    settings: {
      config: options.config,
      http: options.allowHttp.map((each) => new URL(each).origin),
      functions: {},
      fixture: null,
    },
  });
  await using server = await serveDev(session, options.port);
  using _reporting = session.listen(options.json ? jsonReport() : report());
  if (options.json) console.log(JSON.stringify({ type: "listening", url: server.url, port: server.port }));
  else console.error(`${onError("bold", server.url)}\n${onError("dim", "Ctrl+C ends")}`);
  if (options.open) open(server.url);
  await interrupted;
  session.end();
}

async function interruption(): Promise<void> {
  const ended = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  await Promise.race(signals.map((signal) => once(process, signal, { signal: ended.signal })));
  ended.abort();
}

/** One line for each build; the compiler's own messages as it prints them. */
function report(): (event: DevEvent) => void {
  let last: BuildState | undefined;
  let shown = 0;
  return (event) => {
    if (event.type !== "state" || event.state.build === last) return;
    const { build, serving, refusal } = event.state;
    if (build.kind === "building" && last?.kind !== "building") shown = 0;
    last = build;
    process.stderr.write(build.output.slice(shown));
    shown = build.output.length;
    if (build.kind === "building") return;
    if (build.kind === "built") {
      const what = refusal === null ? `build ${serving} answers` : `the host refuses it: ${refusal.message}`;
      const mark = refusal === null ? onError("green", "✔") : onError("red", "✘");
      console.error(
        `${mark} ${what} ${onError("dim", `(${formatMs(build.ms)}, ${formatBytes(build.bytes)})`)}`,
      );
      return;
    }
    const still = serving === 0 ? "" : `; build ${serving} goes on answering`;
    console.error(`${onError("red", "error:")} ${build.message}${still}`);
    if (build.hint !== null) console.error(`       ${build.hint}`);
  };
}

/** For editors: each change of the build, and each call that is over, as a line of JSON. Nothing that a call is about. */
function jsonReport(): (event: DevEvent) => void {
  let last: BuildState | undefined;
  return (event) => {
    if (event.type === "call" && event.call.status !== "running") {
      const { logs: _logs, events: _events, failure, ...call } = event.call;
      const { guestMessage: _said, ...own } = failure ?? {};
      console.log(JSON.stringify({ type: "call", call: { ...call, failure: failure && own } }));
    }
    if (event.type !== "state" || event.state.build === last) return;
    const { build, serving, refusal } = event.state;
    if (build.kind === "building" && last?.kind === "building") return;
    last = build;
    console.log(JSON.stringify({ type: "build", build, serving, refusal }));
  };
}

/** With the system's own command; where it fails the address is there to click. */
function open(url: string): void {
  const [command, ...args] =
    process.platform === "win32"
      ? ["rundll32", "url.dll,FileProtocolHandler"]
      : [process.platform === "darwin" ? "open" : "xdg-open"];
  const child = spawn(command!, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () =>
    console.error(onError("dim", "No browser could be opened: open the address above.")),
  );
  child.unref();
}
