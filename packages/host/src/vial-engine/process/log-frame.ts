import { escapeControls, type LogEntry } from "../../engine/log.ts";
import { ProtocolBreach } from "./breach.ts";
import { PayloadWriter } from "./payload-writer.ts";

const levels = ["trace", "debug", "info", "warn", "error"] as const;

type Entry = Pick<LogEntry, "level" | "message">;

export function encodeLog(level: LogEntry["level"], message: string): PayloadWriter {
  return new PayloadWriter()
    .bytes(Uint8Array.of(levels.indexOf(level)))
    .bytes(new TextEncoder().encode(message));
}

/** @throws ProtocolBreach */
export function decodeLog(payload: Uint8Array): Entry {
  const level = levels[payload[0] ?? -1];
  if (level === undefined) throw new ProtocolBreach("it logged at a level there is not");
  return { level, message: escapeControls(new TextDecoder().decode(payload.subarray(1))) };
}

/** How much the log frames of one call may take: messages as the plugin's side has escaped them, and its last word. */
export function logFrameBytes(logBytes: number): number {
  return logBytes * 6 + 1024;
}
