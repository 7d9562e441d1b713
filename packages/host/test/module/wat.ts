import loadWabt from "wabt";

const wabt = await loadWabt();

const FEATURES = {
  annotations: true,
  exceptions: true,
  extended_const: true,
  function_references: true,
  gc: true,
  memory64: true,
  multi_memory: true,
  relaxed_simd: true,
  tail_call: true,
  threads: true,
};

/** Assembles a module from the text format, names included. */
export function wat(text: string): Uint8Array<ArrayBuffer> {
  const module = wabt.parseWat("test.wat", text, FEATURES);
  try {
    return Uint8Array.from(module.toBinary({ write_debug_names: true }).buffer);
  } finally {
    module.destroy();
  }
}
