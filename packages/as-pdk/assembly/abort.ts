import { log } from "./log";

/**
 * What AssemblyScript calls where a program cannot go on: an index out of bounds, `throw`, a failed `assert`. It traps.
 *
 * asc's `--use abort=` makes it a bare trap, for the smallest module. `--use abort=~lib/@vial/as-pdk/assembly/abort/abort`
 * logs the place in the source first, at level error. The message stays out of it: it may quote the input.
 */
export function abort(_message: string | null, file: string | null, line: u32, column: u32): void {
  log(4, `trap at ${file != null ? file : "?"}:${line}:${column}`);
  unreachable();
}
