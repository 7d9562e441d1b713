export {
  abiVersion,
  abiVersionExport,
  directLaneFunctions,
  environmentFunctions,
  environmentNamespace,
  userFunctions,
  userNamespace,
} from "./abi.ts";
export type { AbiFunction, AbiType } from "./abi.ts";
export { errorCodes, type ErrorCode, type ErrorPhase } from "./error-codes.ts";
export { coversPath } from "./http-path.ts";
export type { ExamplePlugins } from "./example-plugins.ts";
export type {
  DataClass,
  DataClasses,
  HttpTarget,
  Payload,
  PluginExport,
  PluginManifest,
  RequestedCapabilities,
  RequestedLimits,
} from "../generated/types/plugin-manifest.js";
export type { PluginFailure } from "../generated/types/error.js";
export type {
  Block,
  HostFunctionParameter,
  HostFunctionSignature,
  HostFunctions,
} from "../generated/types/host-functions.js";
export type { HttpRequest } from "../generated/types/host/http-request.js";
export type { BatchedRequest, HttpBatchRequest } from "../generated/types/host/http-batch-request.js";
export type {
  BatchedResponse,
  FailedRequest,
  HttpBatchResponse,
  HttpFailure,
} from "../generated/types/host/http-batch-response.js";
