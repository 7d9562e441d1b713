import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Workers, deadlines and crashes need processes that really end.
    pool: "forks",
  },
});
