import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CommandedProcess } from "../process/commanded-process.ts";

test("a process that does not end when it is told to is ended", async () => {
  const program = fileURLToPath(new URL("endless-process.ts", import.meta.url));
  const endless = new CommandedProcess<{ readonly do: "run" }, { readonly did: "run" }>(program, {
    name: "endless",
  });
  await endless[Symbol.asyncDispose]();
  await expect(endless.ask({ do: "run" }, "run")).rejects.toThrow("endless ended with SIGKILL");
});
