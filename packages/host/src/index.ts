export { PluginManager } from "./plugin-manager.ts";
export type {
  DefaultExport,
  ExecuteManyOptions,
  ExecuteOutcome,
  PluginManagerOptions,
} from "./manager-options.ts";
export type { DifferenceReport } from "./update/difference-report.ts";
export type { KeepOptions } from "./update/kept-versions.ts";
export type { PluginVersions, UpdateInfo, VersionInfo } from "./update/loaded-plugin.ts";
export type { OutputDifference } from "./update/output-difference.ts";
export type { TallyCounts } from "./update/tally.ts";
export type { TrialProgress } from "./update/trial.ts";
export type {
  Compared,
  RollbackReason,
  UpdateEvent,
  UpdateOutcome,
  UpdateStep,
  VersionRef,
} from "./update/update-event.ts";
export type {
  FollowOptions,
  UpdateOptions,
  UpdateStrategy,
  VersionSettings,
} from "./update/update-options.ts";
export type { Update, UpdateEvents } from "./update/updater.ts";
export type { ExecuteOptions } from "./execute-options.ts";
export { PluginError, type PluginErrorOptions } from "./plugin-error.ts";
export { errorCodes, type ErrorCode, type ErrorPhase, type PluginManifest } from "@vial/pdk-types";
export type { AnyPlugins, ExportTypes, InputOf, OutputOf, PluginTypes } from "./plugin-types.ts";
export { PluginResult, type CallTimings } from "./plugin-result.ts";
export type { JsonValue, PluginInput } from "./plugin-input.ts";
export type { LoadOptions } from "./load-options.ts";
export { admit, type AdmitOptions } from "./admission/admit.ts";
export type {
  AdmissionVerdict,
  Capabilities,
  CapabilityVerdict,
  ExportVerdict,
  GrantedCapabilities,
  ImportAnswer,
  ImportVerdict,
  ModuleVerdict,
  Refusal,
  SizeVerdict,
} from "./admission/verdict.ts";
export { webAssemblyFeatures, type WebAssemblyFeature } from "./admission/features.ts";
export type { Canaries, Leak, LeakChannel } from "./policy/canaries.ts";
export type { LeakListener } from "./policy/data-guard.ts";
export type { Granted } from "./policy/granted.ts";
export type { HttpRule, HttpRules } from "./policy/http-rules.ts";
export type { DataGrant, Grants, HttpGrant, Policy, ScanRules } from "./policy/policy.ts";
export type { PluginInfo } from "./plugin.ts";
export type { Release, ReleaseFixture, Releases } from "./release/release.ts";
export type { PluginSource } from "./source/plugin-source.ts";
export type { SourceModule } from "./source/extism-modules.ts";
export type { ExtismManifest, ManifestModule } from "./source/extism-manifest.ts";
export type { Digest } from "./source/digest.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export { asyncHostFunction, isAsync as isAsyncHostFunction } from "./engine/host-function.ts";
export type { CallContext, HostFunction, HostFunctions, HostValue } from "./engine/host-function.ts";
export { callPhaseChannel, type CallPhase, type PhaseMark } from "./engine/call-phase.ts";
export type { LogEntry, LogLevel, LogListener } from "./engine/log.ts";
export type {
  Call,
  CompiledPlugin,
  Engine,
  Isolation,
  PluginSpec,
  PluginState,
  Reproducible,
  Runner,
} from "./engine/engine.ts";
export { VialEngine, type VialEngineOptions } from "./vial-engine/vial-engine.ts";
