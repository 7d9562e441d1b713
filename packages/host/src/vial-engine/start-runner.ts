import type { Runner } from "../engine/engine.ts";
import { diedUnbegun } from "../engine/died-unbegun.ts";

/** A runner whose plugin is in a worker of some kind. */
interface RemoteRunner extends Runner {
  start(): Promise<void>;
}

/** A runner that has started. One whose worker died before it began to start the plugin is replaced, once. */
export async function startRunner(create: () => RemoteRunner, again = true): Promise<Runner> {
  const runner = create();
  try {
    await runner.start();
    return runner;
  } catch (error) {
    await runner.close();
    if (again && diedUnbegun(runner, error)) return startRunner(create, false);
    throw error;
  }
}
