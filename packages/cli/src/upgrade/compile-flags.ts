import type { PlannedFile } from "../template/plan.ts";
import type { ProjectFiles } from "./project-files.ts";

const path = "compile_flags.txt";

/** The flags of templates 1 and 2. Before the JSON library had a folder of its own, the last one was not there. */
const formerFlags: readonly string[] = [
  "--target=wasm32-unknown-unknown",
  "-std=c11",
  "-msimd128",
  "-mbulk-memory",
  "-mnontrapping-fptoint",
  "-msign-ext",
  "-nostdlib",
  "-ffreestanding",
  "-fvisibility=hidden",
  "-Wall",
  "-Wextra",
  "-Werror",
  "-Isrc",
  "-Ivial",
  "-Ivial/json",
];

/**
 * Gives a project in C the template's flags, unless it has flags of its own.
 *
 * @returns what the partner has to change in a file of their own
 */
export function migrateCompileFlags(
  files: ProjectFiles,
  template: readonly PlannedFile[],
): readonly string[] {
  const current = template.find((file) => file.path === path);
  if (current === undefined || !files.has(path)) return [];
  const own = flagsOf(files.text(path));
  if ([formerFlags, formerFlags.slice(0, -1)].some((former) => former.join("\n") === own.join("\n"))) {
    files.write(path, current.bytes);
    return [];
  }
  const wanted = flagsOf(new TextDecoder().decode(current.bytes));
  const dropped = formerFlags.filter((flag) => own.includes(flag) && !wanted.includes(flag));
  const missing = wanted.filter((flag) => !own.includes(flag));
  return [
    ...dropped.map((flag) => `${path} has flags of your own and stays: take out ${flag}`),
    ...missing.map((flag) => `${path} has flags of your own and stays: add ${flag}`),
  ];
}

function flagsOf(text: string): string[] {
  return text.split(/\r?\n/).filter((flag) => flag !== "");
}
