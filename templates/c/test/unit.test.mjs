// Compiles every program in this folder for this machine, with its compiler's sanitizers, and runs it.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compileNative, sanitizers } from "../vial/native/compile.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const src = fileURLToPath(new URL("../src/", import.meta.url));
const sources = readdirSync(src)
  .filter((name) => name.endsWith(".c"))
  .map((name) => src + name);

for (const name of readdirSync(here).filter((file) => file.endsWith(".c"))) {
  test(name, () => {
    using program = compileNative([here + name, ...sources], ["-g", ...sanitizers, `-I${src}`]);
    execFileSync(program.path, { stdio: "inherit" });
  });
}
