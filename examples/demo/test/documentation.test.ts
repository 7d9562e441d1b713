import { execFile } from "node:child_process";
import { copyFileSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
// Below this package, so that its packages resolve.
const folder = fileURLToPath(new URL("../build/documentation/", import.meta.url));
const runFile = promisify(execFile);

interface Example {
  readonly name: string;
  readonly code: string;
}

function examples(): Example[] {
  const files = globSync(
    ["README.md", "packages/{codegen,host,pdk-types}/README.md", "packages/*/src/**/*.ts"],
    { cwd: root },
  );
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
  copyFileSync(`${root}/examples/hl7-to-json/build/hl7-to-json.wasm`, `${folder}/hl7-to-json.wasm`);
  for (const part of ["vial.json", "schemas", "build"])
    cpSync(`${root}/examples/triage-rules/${part}`, `${folder}/triage-rules/${part}`, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

test("there are examples", () => expect(examples().length).toBeGreaterThan(5));

test.for(examples())("$name runs as it stands", async ({ name, code }) => {
  const file = `${folder}/${name.replaceAll(/[^\w]+/g, "-")}.ts`;
  writeFileSync(file, code);
  await expect(runFile(process.execPath, [file], { cwd: folder, timeout: 20_000 })).resolves.toBeDefined();
});
