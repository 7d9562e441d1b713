/** A WebAssembly number type, as the plugin ABI uses them. */
export type AbiType = "i32" | "i64";

/** The type of a function that crosses between host and plugin. */
export interface AbiFunction {
  readonly parameters: readonly AbiType[];
  readonly results: readonly AbiType[];
}

function abiFunction(parameters: readonly AbiType[], ...results: readonly AbiType[]): AbiFunction {
  return { parameters, results };
}

/** The import namespace of Extism's environment. */
export const environmentNamespace = "extism:host/env";

/** The import namespace of host functions that a host declares for its plugins. */
export const userNamespace = "extism:host/user";

/** Every function of `extism:host/env` with its WebAssembly type (Extism 1.x: kernel and runtime). */
export const environmentFunctions: ReadonlyMap<string, AbiFunction> = new Map([
  ["alloc", abiFunction(["i64"], "i64")],
  ["free", abiFunction(["i64"])],
  ["length", abiFunction(["i64"], "i64")],
  ["length_unsafe", abiFunction(["i64"], "i64")],
  ["load_u8", abiFunction(["i64"], "i32")],
  ["load_u64", abiFunction(["i64"], "i64")],
  ["store_u8", abiFunction(["i64", "i32"])],
  ["store_u64", abiFunction(["i64", "i64"])],
  ["input_offset", abiFunction([], "i64")],
  ["input_length", abiFunction([], "i64")],
  ["input_load_u8", abiFunction(["i64"], "i32")],
  ["input_load_u64", abiFunction(["i64"], "i64")],
  ["output_set", abiFunction(["i64", "i64"])],
  ["output_offset", abiFunction([], "i64")],
  ["output_length", abiFunction([], "i64")],
  ["error_set", abiFunction(["i64"])],
  ["error_get", abiFunction([], "i64")],
  ["memory_bytes", abiFunction([], "i64")],
  ["config_get", abiFunction(["i64"], "i64")],
  ["var_get", abiFunction(["i64"], "i64")],
  ["var_set", abiFunction(["i64", "i64"])],
  ["http_request", abiFunction(["i64", "i64"], "i64")],
  ["http_status_code", abiFunction([], "i32")],
  ["http_headers", abiFunction([], "i64")],
  ["log_trace", abiFunction(["i64"])],
  ["log_debug", abiFunction(["i64"])],
  ["log_info", abiFunction(["i64"])],
  ["log_warn", abiFunction(["i64"])],
  ["log_error", abiFunction(["i64"])],
  ["get_log_level", abiFunction([], "i32")],
]);

/** The exports that make a plugin speak the direct lane; it exports its memory as `memory` as well (docs/abi.md). */
export const directLaneFunctions: Readonly<Record<"vial_input" | "vial_output", AbiFunction>> = {
  vial_input: abiFunction(["i32"], "i32"),
  vial_output: abiFunction([], "i64"),
};

/** The version of Vial's own part of the ABI (the direct lane, the host functions below) that this package describes. */
export const abiVersion = 1;

/** A plugin built with one of Vial's PDKs exports a function of this name with the version behind it. */
export const abiVersionExport = "vial_abi_version_";

/** Functions of `extism:host/user` that Vial provides itself. */
export const userFunctions: ReadonlyMap<string, AbiFunction> = new Map([
  ["http_batch", abiFunction(["i64"], "i64")],
]);
