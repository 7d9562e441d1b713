import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { convert } from "./support/convert.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The first block of code in a language. */
function blockOf(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(readme)?.[1] ?? "";
}

test("the README's example is what comes out", async () => {
  expect(await convert(blockOf("hl7"))).toStrictEqual(JSON.parse(blockOf("json")));
});
