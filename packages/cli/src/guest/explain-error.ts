import type { PluginError } from "@vial/host";
import { onError } from "../terminal/style.ts";
import { describeStack, type LoadedModule } from "./guest-stack.ts";

/** Says on the standard error how a call failed: the host's words, the plugin's own, and where it trapped. */
export async function explainError(
  error: PluginError,
  module: LoadedModule,
  { debug = false }: { readonly debug?: boolean | undefined },
): Promise<void> {
  const place = error.pointer === undefined ? "" : ` (at ${error.pointer || "the whole message"})`;
  console.error(`${onError("red", `${error.code}:`)} ${error.message}${place}`);
  // The host's own words, in which the module has none.
  if (error.code === "INVALID_MODULE" && error.cause instanceof Error)
    console.error(`  ${error.cause.message}`);
  if (error.guestMessage !== undefined) console.error(`  the plugin said: ${error.guestMessage}`);
  if (error.guestStack !== undefined) {
    for (const line of await describeStack(error.guestStack, module)) console.error(`  ${line}`);
  }
  if (error.code === "TRAP" && !debug && module.folder !== undefined)
    console.error("  --debug shows the functions, files and lines.");
}
