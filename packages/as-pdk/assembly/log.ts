// The plugin's log. A message below the host's level costs a host call and is not encoded; a message that is costly to put
// together is worth a question first:
//
//   if (log.isOn(log.Level.Debug)) log.debug(`${count} readings`);

import * as block from "./block";
import * as env from "./env";

export enum Level {
  Trace,
  Debug,
  Info,
  Warn,
  Error,
}

/** The host's level: a `Level`, or 2^31 - 1 where nobody listens. */
export function level(): i32 {
  return env.logLevel();
}

/** Whether the host keeps messages of this level. */
export function isOn(level: Level): bool {
  return env.logLevel() <= <i32>level;
}

export function trace(message: string): void {
  log(Level.Trace, message);
}

export function debug(message: string): void {
  log(Level.Debug, message);
}

export function info(message: string): void {
  log(Level.Info, message);
}

export function warn(message: string): void {
  log(Level.Warn, message);
}

export function error(message: string): void {
  log(Level.Error, message);
}

export function log(level: Level, message: string): void {
  if (!isOn(level)) return;
  const text = block.ofText(message);
  switch (level) {
    case Level.Trace: return env.logTrace(text);
    case Level.Debug: return env.logDebug(text);
    case Level.Info: return env.logInfo(text);
    case Level.Warn: return env.logWarn(text);
    default: return env.logError(text);
  }
}
