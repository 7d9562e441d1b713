import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "./support/echo.ts";
import { isolations } from "./support/isolations.ts";

const sizes = [0, 1, 7, 8, 9, 1_000, 65_535, 65_536, 1 << 20];

describe.for(isolations)("%s", (isolation) => {
  describe.for(["fresh", "shared"] as const)("%s state", (state) => {
    test.for([
      ["kernel lane", kernelEcho],
      ["direct lane", directEcho],
    ] as const)("%s: input of any size comes back as it was", async ([, source]) => {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation, state });
      for (const size of sizes) {
        const input = Uint8Array.from({ length: size }, (_, index) => index * 7);
        const result = await plugins.execute("echo", input);
        expect(Buffer.compare(result.bytes(), input)).toBe(0);
      }
    });
  });
});
