import { isAbiExport } from "../abi-version.ts";
import type { ModuleShape } from "../module/index.ts";

/**
 * What libextism calls once an instance is there. Of the main module: `hs_init` (after `_initialize`), or else
 * `__wasm_call_ctors`, or else `_initialize`; of another one, as a WASI reactor, `_initialize`. `_start` runs only
 * when it is called.
 */
export function initialisersOf(shape: ModuleShape, isMain: boolean): readonly string[] {
  const exported = (name: string, parameters: string): boolean =>
    shape.exports.some(
      (each) =>
        each.kind === "function" && each.name === name && each.signature.parameters.join() === parameters,
    );
  const ready = (name: string): boolean => exported(name, "");
  if (!isMain) return ["_initialize"].filter(ready);
  if (exported("hs_init", "i32,i32")) return [...["_initialize"].filter(ready), "hs_init"];
  return ["__wasm_call_ctors", "_initialize"].filter(ready).slice(0, 1);
}

/** The exports that `execute` can call: no parameters, and an `i32` or no result. */
export function callableExports(main: ModuleShape): Set<string> {
  const names = new Set<string>();
  for (const each of main.exports) {
    if (each.kind !== "function" || isAbiExport(each.name)) continue;
    const { parameters, results } = each.signature;
    if (parameters.length === 0 && (results.length === 0 || results.join() === "i32")) names.add(each.name);
  }
  return names;
}
