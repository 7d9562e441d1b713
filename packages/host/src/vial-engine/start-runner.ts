import type { Runner } from "../engine/engine.ts";
import { PluginError } from "../plugin-error.ts";

/** A runner whose plugin is in a worker of some kind. */
interface RemoteRunner extends Runner {
  start(): Promise<void>;
  /** Whether the worker has the plugin: from then on, what happens to it may be the plugin's doing. */
  readonly hasPlugin: boolean;
}

/** A runner that has started. One whose worker died before it had the plugin is replaced, once. */
export async function startRunner(create: () => RemoteRunner, again = true): Promise<Runner> {
  const runner = create();
  try {
    await runner.start();
    return runner;
  } catch (error) {
    await runner.close();
    const died = error instanceof PluginError && error.code === "WORKER_CRASHED";
    if (died && again && !runner.hasPlugin) return startRunner(create, false);
    throw error;
  }
}
