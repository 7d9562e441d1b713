/** A dose calculator, written as the documentation of Extism's AssemblyScript PDK shows it: it knows nothing of Vial. */
import { Config, Host, LogLevel, Var } from "@extism/as-pdk";
import { error_set } from "@extism/as-pdk/lib/env";
import { Memory } from "@extism/as-pdk/lib/pdk";

/** `{"weightKg": number}` in, `{"doseMg": number, "calls": number}` out. */
export function dose(): i32 {
  const weight = numberAt(Host.inputString(), "weightKg");
  if (isNaN(weight)) return fail("weightKg is missing");
  const mgPerKg = Config.get("mgPerKg");
  if (mgPerKg === null) return fail("mgPerKg is not configured");

  const calls = countCall();
  Host.log(LogLevel.Debug, "call " + calls.toString());
  Host.log(LogLevel.Info, "dose for " + weight.toString() + " kg");
  const doseMg = weight * F64.parseFloat(mgPerKg);
  if (doseMg > 1000) Host.log(LogLevel.Warn, "dose over 1 g");
  Host.outputString('{"doseMg":' + doseMg.toString() + ',"calls":' + calls.toString() + "}");
  return 0;
}

/** Answers with its input. */
export function echo(): i32 {
  Host.output(Host.input());
  return 0;
}

/** Answers with text of characters that take more than one byte. */
export function unit(): i32 {
  Host.outputString("comprimido(s) à noite");
  return 0;
}

/** Forgets the calls. */
export function forget(): i32 {
  Var.remove("calls");
  return 0;
}

/** Runs into the PDK's `abort`. */
export function crash(): i32 {
  assert(false, "crashed");
  return 0;
}

function countCall(): i32 {
  const before = Var.getString("calls");
  const calls = before === null ? 1 : I32.parseInt(before) + 1;
  Var.set("calls", Uint8Array.wrap(String.UTF8.encode(calls.toString())));
  return calls;
}

/** The number after `"name":`, or `NaN`. */
function numberAt(json: string, name: string): f64 {
  const at = json.indexOf('"' + name + '":');
  return at < 0 ? NaN : F64.parseFloat(json.substring(at + name.length + 3));
}

function fail(message: string): i32 {
  Host.log(LogLevel.Error, message);
  error_set(Memory.allocateString(message).offset);
  return 1;
}

export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  unreachable();
}
