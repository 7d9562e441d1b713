/** Answers with its input: an Extism plugin as its PDK's documentation writes it, which knows nothing of Vial. */
import { Host } from "@extism/as-pdk";

export function process(): i32 {
  Host.output(Host.input());
  return 0;
}

export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  unreachable();
}
