import type { Language } from "../../src/index.ts";
import type { Project } from "./project.ts";

const cargo = `[package]
name = "answer"
version = "0.1.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[profile.release]
lto = true
strip = true
`;

// Prints and reads a number, so that much of the standard library takes part.
const rust = `#[unsafe(no_mangle)]
pub extern "C" fn answer() -> i32 {
    let text = format!("{:?}", std::hint::black_box(42f64));
    text.parse::<f64>().map_or(0, |number| number as i32)
}

#[test]
fn answers() {
    assert_eq!(answer(), 42);
}
`;

const go = `package main

import "strconv"

//go:wasmexport answer
func answer() int32 {
	n, _ := strconv.Atoi("42")
	return int32(n)
}

func main() {}
`;

export const cFlags: readonly string[] = ["--target=wasm32-unknown-unknown", "-O2", "-flto", "-nostdlib"];

/** One project in each language. */
export const projects: Readonly<Record<Language, Project>> = {
  rust: {
    files: { "Cargo.toml": cargo, "src/lib.rs": rust },
    commands: [["cargo", "build", "--release", "--offline", "--target", "wasm32-unknown-unknown"]],
    module: "target/wasm32-unknown-unknown/release/answer.wasm",
  },
  go: {
    files: { "go.mod": "module answer\n\ngo 1.24\n", "main.go": go },
    commands: [
      ["tinygo", "build", "-target=wasip1", "-buildmode=c-shared", "-no-debug", "-o=answer.wasm", "."],
    ],
    module: "answer.wasm",
  },
  c: {
    files: {
      "include/two.h": "int two(void);\n",
      "src/two.c": '#include "two.h"\nint two(void) { return 2; }\n',
      "src/answer.c":
        '#include "two.h"\n__attribute__((export_name("answer"))) int answer(void) { return 40 + two(); }\n',
    },
    commands: [
      ["clang", ...cFlags, "-Iinclude", "-Wl,--no-entry", "src/answer.c", "src/two.c", "-o", "answer.wasm"],
    ],
    module: "answer.wasm",
  },
  assemblyscript: {
    files: { "assembly/index.ts": "export function answer(): i32 {\n  return 42;\n}\n" },
    commands: [
      ["asc", "assembly/index.ts", "--runtime", "stub", "-o", "compiled.wasm"],
      ["wasm-opt", "compiled.wasm", "-O3", "-o", "answer.wasm"],
    ],
    module: "answer.wasm",
  },
};
