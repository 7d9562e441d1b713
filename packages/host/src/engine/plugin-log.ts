import type { Call, PluginSpec } from "./engine.ts";
import { deliverLog, escapeControls, type LogEntry } from "./log.ts";

/** A secret that is shorter than this stands in other words too. */
const shortestSecret = 4;

/** What is to be taken out of log messages, which are escaped: each secret as it is there, those that may hold another one first. */
export function secretsInLogs(secrets: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(secrets)
    .filter((secret) => secret.length >= shortestSecret)
    .map((secret) => escapeControls(secret))
    .toSorted((a, b) => b.length - a.length);
}

/** Hands one message of a plugin's to its host: escaped, attributed, and without what the policy keeps out of logs. */
export function logMessage(
  { name, version, tenant, onLog, secretValues }: PluginSpec,
  call: Pick<Call, "id" | "canaries"> | undefined,
  { level, message }: Pick<LogEntry, "level" | "message">,
): void {
  if (onLog === undefined) return;
  const open = secretValues.reduce(
    (rest, secret) => rest.replaceAll(secret, "[secret]"),
    escapeControls(message),
  );
  const shown = escapeControls(call?.canaries?.redact(open) ?? open);
  deliverLog(onLog, { plugin: name, version, tenant, call: call?.id, level, message: shown });
}
