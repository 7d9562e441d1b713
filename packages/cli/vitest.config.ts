import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Commands run as processes, and some of them compile.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
