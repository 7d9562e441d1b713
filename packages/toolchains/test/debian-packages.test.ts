/** With scripts that stand for Debian's commands. They run on Linux alone, as the code that they test does. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { installToolchain, type Machine, thisMachine } from "../src/index.ts";
import { installPackages } from "../src/install/debian-packages.ts";
import { bareMachine } from "./support/machine.ts";

/** A machine where package `old` is installed, `apt-get` does what it is given here, and `sudo` asks for nothing. */
function debian(aptGet: string): { readonly machine: Machine; readonly log: () => string[] } {
  const { env, packages } = bareMachine();
  const bin = join(packages, "bin");
  mkdirSync(bin);
  const log = join(packages, "log");
  const scripts = {
    "dpkg-query": '[ "$4" = old ] && printf installed',
    "apt-get": `echo "$*" >> ${log}\n${aptGet}`,
    sudo: 'shift\n[ "$1" = echo ] && echo yes || "$@"',
  };
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return {
    machine: { env: { ...env, PATH: bin }, packages },
    log: () => readFileSync(log, "utf8").trim().split("\n"),
  };
}

const options = "-q -o DPkg::Lock::Timeout=600";

test("packages that are installed need nothing, not even apt-get", async () => {
  const { machine, log } = debian("exit 1");
  expect(await installPackages(["old"], machine)).toBe(true);
  expect(log).toThrow("ENOENT");
});

test("those that are missing are installed", async () => {
  const { machine, log } = debian("exit 0");
  expect(await installPackages(["old", "new"], machine)).toBe(true);
  expect(log()).toStrictEqual([`${options} install --yes --no-install-recommends new`]);
});

test("the list of packages is updated once, when they cannot be found", async () => {
  const { machine, log } = debian(`[ "$4" = update ] && touch "$HOME/list"; [ -e "$HOME/list" ]`);
  const withTouch = { ...machine, env: { ...machine.env, PATH: `${machine.env["PATH"]}:/usr/bin:/bin` } };
  expect(await installPackages(["new"], withTouch)).toBe(true);
  expect(log().map((line) => line.replace(`${options} `, ""))).toStrictEqual([
    "install --yes --no-install-recommends new",
    "update",
    "install --yes --no-install-recommends new",
  ]);
});

test("what apt-get says when it fails is in the error", async () => {
  const { machine } = debian("echo 'E: Unable to locate package new' >&2; exit 100");
  await expect(installPackages(["new"], machine)).rejects.toThrow(
    /apt-get .* update: ended with 100\nE: Unable to locate package new/,
  );
});

test("without apt-get nothing is installed", async () => {
  expect(await installPackages(["new"], bareMachine())).toBe(false);
});

test("an installation that fails ends with what failed and with the commands", async () => {
  const { machine } = debian("echo 'E: no network' >&2; exit 100");
  const installing = installToolchain("rust", { machine: { ...machine, packages: thisMachine.packages } });
  await expect(installing).rejects.toThrow(
    /E: no network\n+Rust for WebAssembly is missing: .*\n {2}Debian, Ubuntu +curl/,
  );
});

test("npm's clang gives way to Debian's, and stays where that cannot be installed", async () => {
  const { machine, log } = debian("exit 100");
  const { toolchain, installed } = await installToolchain("c", {
    machine: { ...machine, packages: thisMachine.packages },
  });
  expect(log()[0]).toContain("install --yes --no-install-recommends clang-19 lld-19");
  expect(toolchain.name).toMatch(/^@yowasp\/clang/);
  expect(installed).toBe(false);
});
