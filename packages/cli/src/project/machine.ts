import { type Machine, thisMachine } from "@vial/toolchains";

/** Where a project's compilers are looked for: on this machine, and among the npm packages that the project sees. */
export function machineFor(folder: string): Machine {
  return { ...thisMachine, packages: folder };
}
