import { readFileSync, readlinkSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { PluginManager } from "@vial/host";
import { expect, test } from "vitest";
import { ChildWatch } from "../support/children.ts";
import { kernelEcho } from "../support/echo.ts";

/** Loads a plugin and shows its child, which has answered a call. */
async function withChild(look: (pid: number, children: ChildWatch) => Promise<void>): Promise<void> {
  using children = new ChildWatch();
  await using plugins = new PluginManager();
  await plugins.load("echo", {
    source: kernelEcho,
    isolation: "process",
    limits: { memoryBytes: 32 * 65_536 },
  });
  expect((await plugins.execute("echo", "here")).text()).toBe("here");
  await look(children.started[0]!.pid!, children);
  expect((await plugins.execute("echo", "still here")).text()).toBe("still here");
}

test("a child has nothing of the host's environment, and runs under Node's permission model", async () => {
  process.env["VIAL_TEST_SECRET"] = "hunter2";
  await withChild(async (pid) => {
    expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain("hunter2");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    expect(command).toContain("--permission");
    expect(command).toContain("--disable-sigusr1");
    const granted = command.filter((argument) => argument.startsWith("--allow"));
    expect(granted).toEqual([expect.stringMatching(/^--allow-fs-read=.*child\.mjs$/)]);
  });
  delete process.env["VIAL_TEST_SECRET"];
});

test("a child has no file of the host's open, and none of its terminal", async () => {
  await withChild(async (pid) => {
    const open = await readdir(`/proc/${pid}/fd`);
    const files = open.map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return "";
      }
    });
    const own = /^$|^\/dev\/null$|^socket:|^pipe:|^anon_inode:/;
    expect(files.filter((file) => !own.test(file))).toEqual([]);
    for (const fd of [0, 1, 2]) expect(readlinkSync(`/proc/${pid}/fd/${fd}`)).toBe("/dev/null");
  });
});

test("the system bounds a child's memory, CPU time and files, and keeps no core of it", async () => {
  await withChild(async (pid) => {
    const limits = readFileSync(`/proc/${pid}/limits`, "utf8");
    const hard = (name: string): string => new RegExp(`^${name} +(\\S+) +(\\S+)`, "m").exec(limits)![2]!;
    expect(Number(hard("Max data size"))).toBeLessThan(900 * 1024 * 1024);
    expect(Number(hard("Max cpu time"))).toBeLessThan(100_000);
    expect(hard("Max file size")).toBe("0");
    expect(hard("Max core file size")).toBe("0");
    expect(Number(hard("Max open files"))).toBe(64);
  });
});

test("a child does not open an inspector when it is asked to", async () => {
  using children = new ChildWatch();
  await using plugins = new PluginManager();
  await plugins.load("echo", { source: kernelEcho, isolation: "process" });
  const { pid } = children.started[0]!;
  process.kill(pid!, "SIGUSR1");
  // Whether the signal ends it or not: it listens nowhere, and the next call is answered.
  expect((await plugins.execute("echo", "here").catch(() => plugins.execute("echo", "here"))).text()).toBe(
    "here",
  );
  const listening = children.running.flatMap(({ pid: alive }) =>
    readFileSync(`/proc/${alive}/net/tcp`, "utf8")
      .split("\n")
      .filter((line) => / 0100007F:240D 00000000:0000 0A /.test(line)),
  );
  expect(listening).toEqual([]);
});

test("a child that was killed takes nobody with it", async () => {
  await withChild(async (pid, children) => {
    process.kill(pid, "SIGKILL");
    await expect.poll(() => children.started[0]!.signalCode).toBe("SIGKILL");
  });
});
