import { fileURLToPath } from "node:url";
import { readNasty } from "@vial-examples/data";
import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(import.meta.resolve("@vial-examples/hl7-to-json/vial.json"));

describe.for(["inline", "thread"] as const)("nasty messages, %s", (isolation) => {
  test.for(readNasty())("$name: $why", async ({ bytes, expect: expected }) => {
    await using plugins = new PluginManager();
    await plugins.load("hl7-to-json", { source, isolation });
    const [outcome] = await plugins.executeMany("hl7-to-json", [bytes]);
    if (outcome!.status === "fulfilled") {
      expect(expected).not.toBe("error");
      expect(outcome!.value.json()).toHaveProperty("format");
    } else {
      expect(expected).not.toBe("ok");
      expect(outcome!.reason.code).toBe("PLUGIN_ERROR");
      expect(outcome!.reason.guestMessage).toMatch(/^HL7-/);
    }
  });
});
