import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{test,toolchains/test}/**/*.test.ts"],
    // Compilers run for seconds.
    testTimeout: 120_000,
  },
});
