export { PluginManager } from "./plugin-manager.ts";
export type { ExecuteManyOptions, ExecuteOutcome, PluginManagerOptions } from "./plugin-manager.ts";
export type { ExecuteOptions } from "./execute-options.ts";
export { PluginError, type PluginErrorOptions } from "./plugin-error.ts";
export { errorCodes, type ErrorCode, type ErrorPhase } from "@vial/pdk-types";
export { PluginResult, type CallTimings } from "./plugin-result.ts";
export type { JsonValue, PluginInput } from "./plugin-input.ts";
export type { LoadOptions } from "./load-options.ts";
export type { PluginInfo } from "./plugin.ts";
export type { PluginSource, SourceModule } from "./plugin-source.ts";
export type { ExtismManifest, ManifestModule } from "./extism-manifest.ts";
export type { Digest } from "./digest.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export { asyncHostFunction } from "./engine/host-function.ts";
export type { CallContext, HostFunction, HostFunctions, HostValue } from "./engine/host-function.ts";
export type { LogEntry, LogLevel, LogListener } from "./engine/log.ts";
export type {
  Call,
  CompiledPlugin,
  Engine,
  Isolation,
  PluginSpec,
  PluginState,
  Runner,
} from "./engine/engine.ts";
export { VialEngine } from "./vial-engine/vial-engine.ts";
