import { PluginManager } from "@vial/host";
import { ExtismEngine } from "@vial/host/extism";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { wat } from "../support/wat.ts";

function built(...versions: readonly (number | string)[]): Uint8Array {
  const markers = versions.map((version) => `(func (export "vial_abi_version_${version}"))`);
  return wat(`(module ${markers.join("")} (func (export "process") (result i32) (i32.const 0)))`);
}

const engines = [
  ["vial", () => ({})],
  ["extism", () => ({ engine: new ExtismEngine() })],
] as const;

test.each(engines)(
  "%s: a plugin built for another ABI version is refused with both versions",
  async (_, options) => {
    await using plugins = new PluginManager(options());
    const expected = { code: "ABI_VERSION_MISMATCH", phase: "load", plugin: "later" } as const;
    const error = await expectFailure(
      plugins.load("later", { source: built(2), isolation: "inline" }),
      expected,
    );
    expect(error.message).toMatch(/version 2 .* version 1\b/);
    const several = await expectFailure(
      plugins.load("later", { source: built(2, 3), isolation: "inline" }),
      expected,
    );
    expect(several.message).toContain("version 2, 3 of");
  },
);

test.each(engines)(
  "%s: its own version, none, and names that are no version are taken",
  async (_, options) => {
    await using plugins = new PluginManager(options());
    const sources = [built(1), built(), built(1, 2), built("next"), built("")];
    for (const [index, source] of sources.entries()) {
      await plugins.load(`plugin-${index}`, { source, isolation: "inline" });
      // The markers are not what a plugin offers.
      expect(
        plugins
          .list()
          .at(-1)!
          .exports.filter((name) => /_\d+$/.test(name)),
      ).toEqual([]);
    }
  },
);
