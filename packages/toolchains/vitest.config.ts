import { defineConfig } from "vitest/config";

/** Tests with shell scripts in the place of compilers and of Debian's commands. */
const elsewhere = {
  "test/versions.test.ts": process.platform === "win32",
  "test/debian-packages.test.ts": process.platform !== "linux",
};

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: Object.entries(elsewhere).flatMap(([file, excluded]) => (excluded ? [file] : [])),
    // Compilers run for seconds.
    testTimeout: 120_000,
  },
});
