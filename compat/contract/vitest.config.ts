import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The reference engine moves 16 MiB eight bytes at a time.
    testTimeout: 120_000,
    // Worker threads inside worker threads would not end with them.
    pool: "forks",
  },
});
