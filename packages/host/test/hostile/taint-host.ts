/**
 * A host in a process of its own: `node taint-host.ts LEVEL tidy|leaks` gives the text on its standard input to a plugin, whose calls
 * end in every way there is. A host that `leaks` writes the text down, as one with a careless log or cache might.
 */
import { writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { PluginManager, type Isolation } from "@vial/host";
import { keeper } from "./keeper.ts";

const [isolation, habit] = process.argv.slice(2) as [Isolation, "tidy" | "leaks"];
const mark = await text(process.stdin);
await using plugins = new PluginManager();
await plugins.load("keeper", { source: keeper, isolation, logLevel: "trace", onLog: () => {} });
const ways = ["process", "trap", "fail", ...(isolation === "inline" ? [] : ["loop"]), "process"];
for (const name of ways) {
  const deadline = name === "loop" ? 200 : 20_000;
  await plugins.execute("keeper", mark, { export: name, deadline }).catch(() => {});
}
if (habit === "leaks") {
  await writeFile(join(tmpdir(), "log"), mark);
  await writeFile(join(homedir(), "cache"), Buffer.from(mark).toString("base64"));
}
