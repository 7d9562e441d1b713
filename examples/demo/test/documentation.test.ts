import { execFile } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workloads } from "../workload.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
// Below this package, so that its packages resolve.
const folder = fileURLToPath(new URL("../build/documentation/", import.meta.url));
const runFile = promisify(execFile);

interface Example {
  readonly name: string;
  readonly code: string;
}

function examples(): Example[] {
  const files = globSync(["README.md", "packages/*/README.md", "packages/*/src/**/*.ts"], { cwd: root });
  return files.flatMap((file) => {
    const text = readFileSync(`${root}/${file}`, "utf8").replaceAll(/^ \* ?/gm, "");
    return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code], index) => ({
      name: `${relative(".", file)} ${index + 1}`,
      code: code!,
    }));
  });
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  copyFileSync(workloads()[0]!.source, `${folder}/hl7-to-json.wasm`);
});

afterAll(() => rmSync(folder, { recursive: true }));

test("there are examples", () => expect(examples().length).toBeGreaterThan(5));

test.for(examples())("$name runs as it stands", async ({ name, code }) => {
  const file = `${folder}/${name.replaceAll(/[^\w]+/g, "-")}.ts`;
  writeFileSync(file, code);
  await expect(runFile(process.execPath, [file], { cwd: folder, timeout: 20_000 })).resolves.toBeDefined();
});
