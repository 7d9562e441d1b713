import { environmentWith } from "../machine.ts";
import { findPackage, missingPackage } from "../npm-package.ts";
import type { LanguageSupport, Machine, Missing, Toolchain } from "../toolchain.ts";

async function find(machine: Machine): Promise<Toolchain | Missing> {
  const asc = findPackage("assemblyscript", machine);
  if (!asc) return missingPackage("assemblyscript");
  const binaryen = findPackage("binaryen", machine);
  if (!binaryen) return missingPackage("binaryen");
  return {
    language: "assemblyscript",
    compiler: "asc",
    version: asc.version,
    name: `asc ${asc.version}, wasm-opt ${binaryen.version}`,
    env: environmentWith(machine, [asc.commands, binaryen.commands]),
  };
}

/** AssemblyScript's compiler, an npm package: npm itself installs it. */
export const assemblyscript: LanguageSupport = {
  title: "AssemblyScript",
  compiler: "asc",
  needs: "the npm packages assemblyscript and binaryen",
  commands: missingPackage("assemblyscript").commands,
  find,
  install: async () => undefined,
};
