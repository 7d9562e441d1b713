import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { isolations } from "../support/isolations.ts";

const hostFolder = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a script in a Node process of its own; it has to end by itself. */
async function run(script: string, echo: Uint8Array): Promise<{ code: number | null; output: string }> {
  const source = `Buffer.from("${Buffer.from(echo).toString("base64")}", "base64")`;
  const text = `
    import { PluginManager } from "@vial/host";
    const plugins = new PluginManager();
    const load = (isolation, options) => plugins.load("echo", { source: ${source}, isolation, ...options });
    ${script}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", text], {
    cwd: hostFolder,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 8_000,
    killSignal: "SIGKILL",
  });
  const chunks: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output: chunks.join("").trim() };
}

describe.for(isolations)("%s: a process ends by itself", { timeout: 10_000 }, (isolation) => {
  const execute = `console.log((await plugins.execute("echo", "answered")).text());`;

  test("after dispose", async () => {
    const script = `await load("${isolation}"); ${execute} await plugins[Symbol.asyncDispose]();`;
    expect(await run(script, kernelEcho)).toEqual({ code: 0, output: "answered" });
  });

  test("with a plugin loaded and idle, without dispose", async () => {
    const script = `await load("${isolation}", { concurrency: 2 }); ${execute} ${execute}`;
    expect(await run(script, directEcho)).toEqual({ code: 0, output: "answered\nanswered" });
  });

  test("with a plugin loaded and never called", async () => {
    expect(await run(`await load("${isolation}"); console.log("loaded");`, kernelEcho)).toEqual({
      code: 0,
      output: "loaded",
    });
  });

  test("but not before a call that is under way is answered", async () => {
    const script = `await load("${isolation}"); plugins.execute("echo", "answered").then((result) => console.log(result.text()));`;
    expect(await run(script, kernelEcho)).toEqual({ code: 0, output: "answered" });
  });
});

test("thread: a process ends after a worker was killed, without dispose", { timeout: 10_000 }, async () => {
  const script = `await load("thread", { limits: { inputBytes: 1 } });
    await plugins.execute("echo", "too long").catch((error) => console.log(error.code));
    await plugins.execute("echo", "x", { signal: AbortSignal.timeout(0) }).catch(() => {});
    console.log("over");`;
  expect(await run(script, kernelEcho)).toEqual({ code: 0, output: "INPUT_TOO_LARGE\nover" });
});
