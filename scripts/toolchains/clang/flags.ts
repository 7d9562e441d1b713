/** Arguments of a build's two steps. */
export interface Flags {
  readonly compile: readonly string[];
  readonly link: readonly string[];
}

/** C11 without a C library, for engines with SIMD: every one that Vial runs on. */
export const compileFlags: readonly string[] = [
  "--target=wasm32-unknown-unknown",
  "-std=c11",
  "-O3",
  "-flto",
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
];

/**
 * A reactor module that exports what its sources mark. The linker makes the first memory as small as stack and
 * static data allow; fresh memory for every call is cheap that way.
 */
export function linkFlags(stackBytes: number): readonly string[] {
  return [
    "--no-entry",
    "--strip-all",
    "--gc-sections",
    "-O2",
    "--stack-first",
    "-z",
    `stack-size=${stackBytes}`,
  ];
}
