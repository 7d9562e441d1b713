import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A busy machine can be ten times slower than a quiet one, and is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default config;
