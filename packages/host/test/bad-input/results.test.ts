import { inspect } from "node:util";
import { PluginError, PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { directEcho, kernelEcho } from "../support/echo.ts";
import { isolations } from "../support/isolations.ts";

const secret = "Jane Doe";

describe.for(isolations)("%s", (isolation) => {
  describe.for([
    ["kernel lane", kernelEcho],
    ["direct lane", directEcho],
  ] as const)("%s", ([, source]) => {
    test.for([
      ["JSON that breaks off", `{"name":"${secret}`],
      ["text", secret],
      ["nothing", ""],
      ["two values", `"${secret}" "${secret}"`],
    ] as const)("%s is not JSON, and the error does not quote it", async ([, output]) => {
      const error = await wrongResult(output, (result) => result.json());
      expect(error).toMatchObject({
        code: "OUTPUT_NOT_JSON",
        phase: "call",
        plugin: "echo",
        retryable: false,
      });
      expect(error.message).toContain(String(output.length));
    });

    test.for(["text", "json"] as const)(
      "%s() of bytes that are not UTF-8 fails, and the error does not quote them",
      async (read) => {
        const output = Buffer.concat([Buffer.from(secret), Uint8Array.of(0xff)]);
        const error = await wrongResult(output, (result) => result[read]());
        expect(error).toMatchObject({
          code: "OUTPUT_NOT_TEXT",
          phase: "call",
          plugin: "echo",
          retryable: false,
        });
      },
    );

    async function wrongResult(
      output: string | Uint8Array,
      read: (result: Awaited<ReturnType<PluginManager["execute"]>>) => unknown,
    ): Promise<PluginError> {
      await using plugins = new PluginManager();
      await plugins.load("echo", { source, isolation });
      const result = await plugins.execute("echo", output);
      const error = thrownBy(() => read(result));
      expect(error).toBeInstanceOf(PluginError);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret);
      expect(Buffer.from(result.bytes())).toEqual(Buffer.from(output));
      expect((await plugins.execute("echo", "next")).text()).toBe("next");
      return error as PluginError;
    }
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
