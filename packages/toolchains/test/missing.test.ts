import { expect, test } from "vitest";
import { findBrowser, findToolchain, installToolchain, languages } from "../src/index.ts";
import { messageOf } from "./support/message.ts";
import { temporaryFolder } from "./support/folder.ts";
import { bareMachine, machineWith } from "./support/machine.ts";

test.each(languages)(
  "without a %s compiler the error holds the commands that install one",
  async (language) => {
    const message = await messageOf(findToolchain(language, bareMachine()));
    for (const system of ["Debian, Ubuntu", "macOS", "Windows"]) {
      expect(message).toMatch(new RegExp(`^  ${system} +(?:sudo|curl|brew|winget|scoop|npm) `, "m"));
    }
  },
);

test("what cannot be installed is the same error", async () => {
  expect(await messageOf(installToolchain("c", { machine: bareMachine() }))).toContain("Clang is missing");
});

test("each language's commands name its compiler", async () => {
  const machine = machineWith({});
  expect(await messageOf(findToolchain("rust", machine))).toContain("wasm32-unknown-unknown");
  expect(await messageOf(findToolchain("go", machine))).toContain("brew install go tinygo");
  expect(await messageOf(findToolchain("c", bareMachine()))).toContain(
    "sudo apt-get install clang-19 lld-19",
  );
});

test("a WASI_SDK_PATH that leads nowhere is an error, whatever else is installed", async () => {
  const folder = temporaryFolder();
  const machine = machineWith({});
  const message = await messageOf(
    findToolchain("c", { ...machine, env: { ...machine.env, WASI_SDK_PATH: folder } }),
  );
  expect(message).toContain(`WASI_SDK_PATH is ${folder}, but there is no clang 16 or later`);
});

test("a browser that is missing is named with the command that installs it", async () => {
  expect(await messageOf(findBrowser(bareMachine()))).toContain("sudo apt-get install chromium");
});
