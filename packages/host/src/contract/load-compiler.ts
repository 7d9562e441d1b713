import { gradually } from "../gradually.ts";

type Compiler = typeof import("./compile-contract.ts");

let compiler: Promise<Compiler> | undefined;

/** The compiler of contracts, which hosts without contracts start without. */
export function loadCompiler(): Promise<Compiler> {
  return (compiler ??= load());
}

/** Loading it all, and compiling the schema of schemas, would hold up the event loop for some two hundred milliseconds. */
async function load(): Promise<Compiler> {
  await gradually([
    () => import("ajv/dist/compile/codegen/index.js"),
    () => import("ajv/dist/compile/validate/index.js"),
    () => import("ajv/dist/core.js"),
    () => import("ajv/dist/vocabularies/draft2020.js"),
    () => import("ajv/dist/2020.js"),
    () => import("re2js"),
  ]);
  const loaded = await import("./compile-contract.ts");
  await gradually(loaded.preparations);
  return loaded;
}
