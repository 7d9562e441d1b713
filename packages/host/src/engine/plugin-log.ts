import type { Call, PluginSpec } from "./engine.ts";
import { deliverLog, escapeControls, type LogEntry } from "./log.ts";

/** A secret that is shorter than this stands in other words too. */
const shortestSecret = 4;

/** Hands one message of a plugin's to its host: escaped, attributed, and without what the policy keeps out of logs. */
export function logMessage(
  { name, version, tenant, onLog, secretValues }: PluginSpec,
  call: Pick<Call, "id" | "canaries"> | undefined,
  { level, message }: Pick<LogEntry, "level" | "message">,
): void {
  if (onLog === undefined) return;
  const open = secretValues.reduce(withoutSecret, message);
  const shown = escapeControls(call?.canaries?.redact(open) ?? open);
  deliverLog(onLog, { plugin: name, version, tenant, call: call?.id, level, message: shown });
}

function withoutSecret(message: string, secret: string): string {
  return secret.length < shortestSecret ? message : message.replaceAll(secret, "[secret]");
}
