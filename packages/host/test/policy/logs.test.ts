import { inspect } from "node:util";
import { PluginError, PluginManager, type LogEntry } from "@vial/host";
import { describe, expect, test } from "vitest";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Logs its input; `fail` reports it as its error. */
const guest = wat(`(module
  ${env("alloc", "store_u8", "input_length", "input_load_u8", "log_info", "error_set")}
  (memory 1)
  ${blocks}
  (func (export "process") (result i32) (call $log_info (call $input_block)) (i32.const 0))
  (func (export "fail") (result i32) (call $error_set (call $input_block)) (i32.const 1)))`);

describe.for(isolations)("log entries, %s", (isolation) => {
  async function logged(text: string, id?: string): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    await using plugins = new PluginManager();
    await plugins.load("logs", {
      source: guest,
      isolation,
      version: "1.2.3",
      tenant: "hospital-a",
      secrets: {
        token: "s3cret-token",
        session: "s3cret-token-of-a-session",
        key: "-----BEGIN KEY-----\nMIIE\r\n",
        short: "a",
      },
      onLog: (entry) => void entries.push(entry),
    });
    await plugins.execute("logs", text, id === undefined ? {} : { id });
    return entries;
  }

  test("say whose they are", async () => {
    expect(await logged("hello", "request-7")).toEqual([
      {
        plugin: "logs",
        version: "1.2.3",
        tenant: "hospital-a",
        call: "request-7",
        level: "info",
        message: "hello",
      },
    ]);
  });

  test.each([
    ["line breaks", "a\r\n2026-03-09 ERROR forged", "a\\u000d\\u000a2026-03-09 ERROR forged"],
    ["terminal sequences", "\u001b[31mred\u009b2J", "\\u001b[31mred\\u009b2J"],
    ["turned text", "user\u202egnp.exe\u202c", "user\\u202egnp.exe\\u202c"],
    ["isolates", "\u2066a\u2069\u200f", "\\u2066a\\u2069\\u200f"],
    ["what cannot be seen", "a\u200bb\ufeffc\u00add", "a\\u200bb\\ufeffc\\u00add"],
  ])("%s are escaped", async (_, text, shown) => {
    expect((await logged(text)).map(({ message }) => message)).toEqual([shown]);
  });

  test("secrets are taken out", async () => {
    expect((await logged("with s3cret-token, a")).map(({ message }) => message)).toEqual([
      "with [secret], a",
    ]);
  });

  test("secrets of several lines are taken out, and those that begin with another one", async () => {
    const messages = await logged("-----BEGIN KEY-----\nMIIE\r\n, s3cret-token-of-a-session, s3cret-token");
    expect(messages.map(({ message }) => message)).toEqual(["[secret], [secret], [secret]"]);
  });

  test("an id that is no text is an invalid option", async () => {
    await using plugins = new PluginManager();
    await plugins.load("logs", { source: guest, isolation });
    const error: unknown = await plugins
      .execute("logs", "", { id: 7 as unknown as string })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "INVALID_OPTION" });
  });
});

describe.for(isolations)("what a plugin says about its failure, %s", (isolation) => {
  test("is in guestMessage and in nothing that is made of the error", async () => {
    const text = "patient Inês Araújo";
    await using plugins = new PluginManager();
    await plugins.load("logs", { source: guest, isolation });
    const error: unknown = await plugins
      .execute("logs", text, { export: "fail" })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PluginError);
    const failure = error as PluginError;
    expect(failure.guestMessage).toBe(text);
    const made = [
      failure.stack,
      failure.message,
      String(failure),
      JSON.stringify(failure),
      JSON.stringify({ ...failure }),
      inspect(failure, { depth: null }),
      inspect(new Error("outer", { cause: failure }), { depth: null }),
      inspect(structuredClone(failure), { depth: null, showHidden: true }),
      Object.keys(failure).join(),
      inspect(Object.assign({}, failure)),
    ];
    for (const each of made) expect(each).not.toContain("Araújo");
  });
});
