import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));

/** A new folder that lasts as long as the test. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new folder in which the npm packages of this workspace are installed; the caller removes it. */
export function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "vial-cli-")));
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}

/** An example plugin as a built project: its manifest, schemas, fixtures and checked-in module. */
export function exampleProject(example: string): string {
  const folder = temporaryFolder();
  const from = join(repository, "examples", example);
  for (const part of ["vial.json", "schemas", "fixtures"])
    cpSync(join(from, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, "build"));
  cpSync(join(from, "prebuilt", `${example}.wasm`), join(folder, "build", `${example}.wasm`));
  return folder;
}
