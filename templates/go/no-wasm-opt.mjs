// Stands for wasm-opt, with which TinyGo ends, in debug builds: optimising would move code away from its line numbers.
// It has a version and copies its input to its output.

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Writes the command into `folder` and returns its path. */
export function writeNoWasmOpt(folder) {
  const script = fileURLToPath(import.meta.url);
  const windows = process.platform === "win32";
  const command = resolve(folder, windows ? "no-wasm-opt.cmd" : "no-wasm-opt");
  mkdirSync(dirname(command), { recursive: true });
  writeFileSync(command, windows ? `@node "${script}" %*\r\n` : `#!/bin/sh\nexec node "${script}" "$@"\n`, {
    mode: 0o755,
  });
  return command;
}

if (resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const output = args.findIndex((argument) => argument === "--output" || argument === "-o");
  if (output === -1) console.log("wasm-opt version 132");
  else {
    const input = args.find((argument, index) => !argument.startsWith("-") && index !== output + 1);
    copyFileSync(input, args[output + 1]);
  }
}
