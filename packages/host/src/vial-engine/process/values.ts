import type { HostValue } from "../../engine/host-function.ts";
import type { ValueType } from "../../module/index.ts";

/** A WebAssembly number in eight bytes. */
export function encodeValue(type: ValueType, value: HostValue): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  if (type === "i64") view.setBigInt64(0, BigInt.asIntN(64, BigInt(value)), true);
  else if (type === "i32") view.setInt32(0, Number(value), true);
  else view.setFloat64(0, Number(value), true);
  return new Uint8Array(view.buffer);
}

/** Whatever the bytes are, the result is a value of the type. */
export function decodeValue(type: ValueType, slot: DataView): HostValue {
  if (type === "i64") return slot.getBigInt64(0, true);
  if (type === "i32") return slot.getInt32(0, true);
  return slot.getFloat64(0, true);
}
