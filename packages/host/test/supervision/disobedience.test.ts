import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Told } from "./disobedient-host.ts";
import { inTime } from "../support/in-time.ts";

const program = fileURLToPath(new URL("disobedient-host.ts", import.meta.url));

test("an endless worker holds neither caller nor process; its plugin gets processes", inTime, async () => {
  const host = fork(program, [], { execArgv: [] });
  let told: Told | undefined;
  host.on("message", (message) => (told = message as Told));
  // It ends by itself: nothing here kills it.
  const [, signal] = (await once(host, "exit")) as [number | null, string | null];
  expect(told).toMatchObject({
    code: "DEADLINE_EXCEEDED",
    neighbour: "answered",
    later: ["answered", "DEADLINE_EXCEEDED", "answered"],
    warnings: ["VIAL_WORKER_GOES_ON"],
  });
  expect(told!.lateMs).toBeLessThan(2_000);
  expect(told!.processes).toBeGreaterThan(0);
  expect(signal).toBe("SIGKILL");
});
