import createWabt from "wabt";

const wabt = await createWabt();

/** Assembles a module that uses WebAssembly's exception handling. */
export function watWithExceptions(text: string): Uint8Array {
  const parsed = wabt.parseWat("guest.wat", text, { exceptions: true, reference_types: true });
  try {
    return new Uint8Array(parsed.toBinary({ write_debug_names: false }).buffer);
  } finally {
    parsed.destroy();
  }
}
