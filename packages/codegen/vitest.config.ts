import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // What was emitted is compiled, with a compiler for each language.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
