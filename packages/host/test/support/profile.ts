import { Session } from "node:inspector/promises";

/** The functions that this thread spends time in while it does the work, by the profiler's samples. */
export async function functionsRunning(work: () => unknown): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
    await work();
    const { profile } = await session.post("Profiler.stop");
    return new Set(profile.nodes.map(({ callFrame }) => callFrame.functionName));
  } finally {
    session.disconnect();
  }
}
