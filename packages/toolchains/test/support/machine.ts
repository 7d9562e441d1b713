import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Machine, thisMachine } from "../../src/index.ts";
import { temporaryFolder } from "./folder.ts";

/** A machine with no compiler, no npm package and an empty cache. */
export function bareMachine(): Machine {
  const folder = temporaryFolder();
  return { env: { PATH: "", HOME: folder, VIAL_CACHE: join(folder, "cache") }, packages: folder };
}

/** A machine with npm's packages and with commands that print what is given here, whatever they are asked. */
export function machineWith(prints: Readonly<Record<string, string>>): Machine {
  const bare = bareMachine();
  const bin = join(bare.packages, "bin");
  mkdirSync(bin);
  for (const [name, text] of Object.entries(prints)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 });
  }
  return { env: { ...bare.env, PATH: bin }, packages: thisMachine.packages };
}
