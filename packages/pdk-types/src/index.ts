export { directLaneFunctions, environmentFunctions, environmentNamespace, userNamespace } from "./abi.ts";
export type { AbiFunction, AbiType } from "./abi.ts";
export { errorCodes, type ErrorCode, type ErrorPhase } from "./error-codes.ts";
