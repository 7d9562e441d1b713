import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { command } from "./vial.ts";

/** A line of `vial dev --json`. */
export interface DevLine {
  readonly type: "listening" | "build" | "call";
  readonly url?: string;
  readonly port?: number;
  readonly build?: {
    readonly kind: "building" | "built" | "failed";
    readonly message?: string;
    readonly hint?: string;
  };
  readonly serving?: number;
  readonly refusal?: { readonly code: string } | null;
  readonly call?: { readonly id: number; readonly status: string };
}

/** A `vial dev` that runs. */
export interface DevProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly token: string;
  /** Waits for a line, among those that were written already and those to come. */
  line(fits: (line: DevLine) => boolean): Promise<DevLine>;
  /** Waits until a build answers. */
  answering(build: number): Promise<void>;
  /** A request as the page makes it. */
  api(
    method: string,
    path: string,
    body?: BodyInit,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Interrupts it as Ctrl+C does. @returns its exit code */
  interrupt(): Promise<number | null>;
}

/** Starts `vial dev --json` in a project. The caller disposes of it. */
export async function startDev(folder: string, args: readonly string[] = []): Promise<DevProcess> {
  // Whoever runs the tests may want colours, and asc writes them wherever CI is set.
  const { FORCE_COLOR: _color, CI: _ci, ...env } = process.env;
  const child = spawn(process.execPath, [command, "dev", "--json", ...args], {
    cwd: folder,
    env: { ...env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const lines: DevLine[] = [];
  let arrived = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    lines.push(JSON.parse(text) as DevLine);
    arrived.resolve();
    arrived = Promise.withResolvers();
  });
  const closed = once(child, "close").then(([code]) => code as number | null);
  const line = async (fits: (line: DevLine) => boolean): Promise<DevLine> => {
    for (;;) {
      const next = arrived.promise;
      const found = lines.find((each) => fits(each));
      if (found !== undefined) return found;
      const ended = closed.then((code) => {
        throw new Error(`vial dev has ended with ${code}: ${errors}`);
      });
      await Promise.race([next, ended]);
    }
  };
  const { url, port } = await line(({ type }) => type === "listening");
  const origin = `http://127.0.0.1:${port}`;
  const token = url!.split("#token=")[1]!;
  const interrupt = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGINT");
    return await closed;
  };
  return {
    child,
    url: url!,
    origin,
    port: port!,
    token,
    line,
    answering: async (build) =>
      void (await line((each) => each.build?.kind === "built" && (each.serving ?? 0) >= build)),
    api: (method, path, body, headers = {}) =>
      fetch(`${origin}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body !== undefined && { body }),
      }),
    interrupt,
    [Symbol.asyncDispose]: async () => void (await interrupt()),
  };
}
