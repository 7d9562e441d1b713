import { afterAll, describe, expect, test } from "vitest";
import { startServer } from "../support/http-server.ts";
import { Comparison, expected } from "./comparison.ts";
import { engines, inWorkerOfSdk } from "./engines.ts";
import { answer } from "./http-answers.ts";
import { runCase } from "./run-case.ts";
import { themesWith } from "./themes.ts";

const server = await startServer(answer);
const closed = await startServer(answer);
await closed[Symbol.asyncDispose]();
const themes = themesWith(server.origin, closed.origin);

const comparison = new Comparison();

afterAll(async () => {
  console.log(comparison.table());
  await server[Symbol.asyncDispose]();
});

describe.for(engines)("$name", (engine) => {
  const plugins = engine.createManager();
  // The SDK's worker is known to miss a wake-up now and then.
  const retry = engine === inWorkerOfSdk ? 2 : 0;
  afterAll(() => plugins[Symbol.asyncDispose]());

  describe.for(Object.entries(themes))("%s", ([theme, cases]) => {
    // The table says which cases the SDK's worker cannot run, and why.
    const possible = cases.filter((each) => engine !== inWorkerOfSdk || each.notInWorker === undefined);
    test.for(possible)("$name", { timeout: 20_000, retry }, async (each) => {
      const transcript = await runCase(plugins, engine, each);
      comparison.note(theme, each, engine, transcript);
      expect(transcript).toEqual(expected(each, engine));
    });
  });
});
