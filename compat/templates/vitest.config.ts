import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Compilers run: the first build of Rust's standard library alone takes a minute or two.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    pool: "forks",
    // One compiler at a time: each of them uses every core there is.
    fileParallelism: false,
  },
});
