import { buildPlugin, ToolchainError } from "../../scripts/toolchains/clang.ts";

try {
  await buildPlugin({
    sources: new URL("src/", import.meta.url),
    output: new URL("build/hl7-to-json.wasm", import.meta.url),
    stackBytes: 8 * 1024,
  });
} catch (error) {
  if (!(error instanceof ToolchainError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
