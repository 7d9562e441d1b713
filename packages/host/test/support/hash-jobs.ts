import { createHook } from "node:async_hooks";

/** How many digests are left to Node's pool of threads while the work is done. */
export async function hashJobs(work: () => Promise<unknown>): Promise<number> {
  let jobs = 0;
  const hook = createHook({
    init(_, type) {
      if (type === "HASHREQUEST") jobs++;
    },
  });
  hook.enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return jobs;
}
