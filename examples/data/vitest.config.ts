import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Some tests run the whole generator.
    testTimeout: 60_000,
  },
});
