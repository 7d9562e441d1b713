/**
 * Bundles the page of `vial dev` with everything it needs into `dist/dev/page`, and the licences of what it is made of
 * beside it. It runs with every build, and prints what a browser has to load.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

const source = fileURLToPath(new URL("../src/dev/page/", import.meta.url));
const output = fileURLToPath(new URL("../dist/dev/page/", import.meta.url));

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

/** The folders of the npm packages that modules come from. */
function packagesOf(modules: readonly string[]): readonly string[] {
  const folders = modules.map((path) => /^.*node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].toSorted();
}

function licenceOf(folder: string): string {
  const {
    name,
    version,
    license,
    author = "its authors",
  } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const holder = typeof author === "string" ? author : author.name;
  const text = file === undefined ? `Copyright ${holder}` : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

mkdirSync(output, { recursive: true });
await using bundle = await rolldown({
  input: join(source, "main.tsx"),
  platform: "browser",
});
const result = await bundle.write({
  file: join(output, "page.js"),
  format: "esm",
  minify: true,
  comments: false,
});
for (const file of ["index.html", "page.css", "icon.svg"])
  copyFileSync(join(source, file), join(output, file));
const packages = packagesOf(Object.keys(result.output[0].modules));
const licences = packages.map((folder) => licenceOf(folder));
writeFileSync(join(output, "licences.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));

const code = readFileSync(join(output, "page.js"));
const kib = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KiB`;
console.log(
  `${join(dirname(output), "page")}: page.js ${kib(code.length)}, ${kib(gzipSync(code).length)} compressed, of ${packages.length} packages`,
);
