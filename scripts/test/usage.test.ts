import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../", import.meta.url));

/** Everything else in these folders is a program. */
const libraries: ReadonlySet<string> = new Set([
  "built-program.ts",
  "command-line.ts",
  "run.ts",
  "toolchains/oci-registry.ts",
  "toolchains/table.ts",
  "vitest.config.ts",
]);
const programs = globSync(["*.ts", "toolchains/*.ts"], { cwd: folder })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !libraries.has(file));

function run(program: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: "utf8" });
}

test.for(programs)("%s says how it is used, and does nothing else", (program) => {
  const { status, stdout, stderr } = run(program, "--help");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^usage: \S/);
});

test.for(["README.md", "CONTRIBUTING.md", "{docs,packages,examples,templates,bench}/**/*.md"])(
  "%s: a command for its JSON keeps npm silent",
  (files) => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const found = globSync(files, { cwd: root, exclude: (path) => path.includes("node_modules") });
    expect(found.length).toBeGreaterThan(0);
    const commands = found.flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(/npm run [^`\n]*--json/g)].map(
        ([command]) => command,
      ),
    );
    expect(commands.filter((command) => !command.startsWith("npm run --silent "))).toEqual([]);
  },
);

test.for(["bench", "demo", "hostile"])("%s says how to have its JSON alone", (program) => {
  expect(run(`${program}.ts`, "--help").stdout).toContain(`npm run --silent ${program} -- --json`);
});

// Its arguments are turbo's, which says so itself.
test.for(programs.filter((program) => program !== "test.ts"))(
  "%s does nothing when told what it does not know",
  (program) => {
    const { status, stdout, stderr } = run(program, "--no-such-option");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^usage: \S/m);
  },
);
