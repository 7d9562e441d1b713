import type { Compiler } from "./compiler.ts";
import { ToolchainError } from "./error.ts";
import { clangInWasiSdk, clangOnPath } from "./installed.ts";
import { yowaspClang } from "./yowasp.ts";

const missing = `no C compiler for wasm32 was found. Any one of these will do:
  Debian, Ubuntu   sudo apt-get install clang lld
  macOS            brew install llvm lld && export PATH="$(brew --prefix llvm)/bin:$(brew --prefix lld)/bin:$PATH"
  Windows          winget install LLVM.LLVM
  anywhere         npm install --save-dev @yowasp/clang
or set WASI_SDK_PATH to a WASI SDK.`;

/**
 * Finds a compiler: the WASI SDK that `WASI_SDK_PATH` names, else a clang of the system with its wasm-ld, else
 * the npm package `@yowasp/clang`, which runs inside Node.
 *
 * @throws ToolchainError if there is none, with the commands that install one, or if `WASI_SDK_PATH` is set and
 * no WASI SDK is there.
 */
export async function findClang(env: NodeJS.ProcessEnv): Promise<Compiler> {
  const sdk = env["WASI_SDK_PATH"];
  if (sdk) return clangInWasiSdk(sdk);
  const found = clangOnPath(env["PATH"] ?? "") ?? (await yowaspClang());
  if (!found) throw new ToolchainError(missing);
  return found;
}
