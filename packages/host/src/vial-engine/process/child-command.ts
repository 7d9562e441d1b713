import { fileURLToPath } from "node:url";
import type { SpawnOptions } from "node:child_process";
import type { Limits } from "../../limits.ts";

// Relative to dist/, where this file's code is bundled into.
const entryPoint = fileURLToPath(new URL("./child.mjs", import.meta.url));

const MiB = 1024 * 1024;

/** Node's own heap in a child, which holds little besides input and output. */
const heapMiB = 64;
/** What Node reserves as writable memory before it runs anything, most of it never touched: 550 to 580 MiB were measured. */
const nodeBytes = 640 * MiB;
/**
 * CPU time of a child's whole life, in seconds. It ends a child whose host was killed while the plugin looped; the host
 * replaces children long before.
 */
const cpuSeconds = 3600;

export interface ChildCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
}

type ChildLimits = Pick<Limits, "memoryBytes" | "inputBytes" | "outputBytes">;

/**
 * How a child is started: with nothing of the host's environment, arguments or files, under Node's permission model,
 * without an inspector. What the operating system adds:
 *
 * - Linux: writable memory (`RLIMIT_DATA`, which unlike `RLIMIT_AS` does not count what V8 only reserves), CPU time, open
 *   files, no files to write, no core dumps, which would hold patient data;
 * - macOS: the same, but the kernel does not enforce the limit on memory;
 * - Windows: nothing; memory is bounded by what V8 enforces.
 */
export function childCommand(limits: ChildLimits): ChildCommand {
  const node = [
    "--permission",
    `--allow-fs-read=${entryPoint}`,
    "--disable-sigusr1",
    "--disallow-code-generation-from-strings",
    "--no-addons",
    `--max-old-space-size=${oldSpaceMiB(limits)}`,
    entryPoint,
  ];
  const stdio: SpawnOptions["stdio"] = ["ignore", "ignore", "ignore", "pipe"];
  if (process.platform === "win32") {
    // Without it the system's own libraries do not start.
    const { SystemRoot } = process.env;
    const env = SystemRoot === undefined ? {} : { SystemRoot };
    return { file: process.execPath, args: node, options: { stdio, env, windowsHide: true } };
  }
  const set = Object.entries(osLimits(limits)).map(([flag, value]) => `ulimit -${flag} ${value} 2>/dev/null`);
  // `exec` leaves no shell behind. A session of its own: a Ctrl-C at the terminal is for the host to handle.
  const script = `${set.join("; ")}; exec "$0" "$@"`;
  return {
    file: "/bin/sh",
    args: ["-c", script, process.execPath, ...node],
    options: { stdio, env: {}, detached: true },
  };
}

/**
 * What V8 is told its heap may grow to. In Node 24 it collects garbage at every growth of a memory once memories take half of
 * that, which are the plugin's and the kernel's: seconds for a plugin that grows page by page. What the child can have is the
 * operating system's to limit.
 */
function oldSpaceMiB({ memoryBytes }: ChildLimits): number {
  return heapMiB + 2 * 2 * Math.ceil(memoryBytes / MiB);
}

/** By the flags of `ulimit`; sizes in KiB, times in seconds. */
function osLimits({ memoryBytes, inputBytes, outputBytes }: ChildLimits): Record<string, number> {
  // The plugin's memory and the kernel's, each message once in V8's hands and once on its way, and the heap.
  const bytes = nodeBytes + 2 * memoryBytes + 2 * (inputBytes + outputBytes) + heapMiB * MiB;
  return { d: Math.ceil(bytes / 1024), t: cpuSeconds, n: 64, f: 0, c: 0 };
}
