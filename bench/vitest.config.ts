import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Native programs are compiled, with whole-program optimisation.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Processes are started side by side with those of other files.
    fileParallelism: false,
  },
});
