import { buildC } from "./c.ts";
import { buildGo } from "./go.ts";
import type { NativeLanguage, NativeProgram, NativeSource, NativeTarget } from "./program.ts";
import { buildRust } from "./rust.ts";
import { buildTypeScript } from "./typescript.ts";

const builders: Readonly<
  Record<NativeLanguage, (source: NativeSource, target: NativeTarget) => Promise<NativeProgram[]>>
> = { rust: buildRust, go: buildGo, c: buildC, typescript: buildTypeScript };

/**
 * Builds native programs: one, or for C one for each compiler there is. What has not changed
 * is not compiled again where the compiler can tell.
 *
 * @throws NativeBuildError when the compiler fails, with what it said.
 * @throws ToolchainError when there is none, with the commands that install one.
 */
export async function buildNative(source: NativeSource, target: NativeTarget): Promise<NativeProgram[]> {
  return await builders[source.language](source, target);
}
