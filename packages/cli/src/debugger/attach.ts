import { open, url, waitForDebugger } from "node:inspector";
import { onError } from "../terminal/style.ts";

/**
 * Opens Node's inspector on this machine and waits until a debugger is attached.
 *
 * @param port 0 for any
 * @param options `stop`: whether it stops here, right before the plugin is called
 */
export function attachDebugger(port: number, { stop }: { readonly stop: boolean }): void {
  open(port, "127.0.0.1");
  console.error(onError("dim", `Waiting for a debugger: ${url()}`));
  waitForDebugger();
  // oxlint-disable-next-line no-debugger
  if (stop) debugger;
}
