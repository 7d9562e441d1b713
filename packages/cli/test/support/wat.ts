import createWabt from "wabt";

/** A module from its text. */
export async function wat(text: string): Promise<Uint8Array> {
  const wabt = await createWabt();
  const module = wabt.parseWat("test.wat", text);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
