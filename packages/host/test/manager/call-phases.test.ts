import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { callPhaseChannel, type PhaseMark, PluginManager } from "@vial/host";
import { expect, onTestFinished, test } from "vitest";
import { directEcho } from "../support/echo.ts";

/** Collects the marks until the test is over. */
function marksOf(): PhaseMark[] {
  const marks: PhaseMark[] = [];
  const note = (mark: unknown): void => void marks.push(mark as PhaseMark);
  subscribe(callPhaseChannel, note);
  onTestFinished(() => void unsubscribe(callPhaseChannel, note));
  return marks;
}

test("the phases of loading and of a call are published in their order, with moments that do not go back", async () => {
  const marks = marksOf();
  await using plugins = new PluginManager();
  await plugins.load("echo", { source: directEcho, isolation: "inline" });
  expect(marks.map(({ phase }) => phase)).toStrictEqual(["compiled", "instantiated"]);
  await plugins.execute("echo", "hello");
  expect(marks.map(({ phase }) => phase).slice(2)).toStrictEqual([
    "began",
    "copied-in",
    "ran",
    "copied-out",
    "reset",
  ]);
  const moments = marks.map(({ at }) => at);
  expect(moments).toStrictEqual(moments.toSorted((a, b) => a - b));
});
