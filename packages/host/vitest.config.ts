import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Workers, deadlines and crashes need processes that really end.
    pool: "forks",
    // A busy machine can be ten times slower than a quiet one, and is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A message says what was found in full: where CI runs, it is all there is to go by.
    chaiConfig: { truncateThreshold: 2_000 },
  },
});
