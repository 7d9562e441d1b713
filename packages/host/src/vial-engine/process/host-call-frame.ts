import type { HostValue } from "../../engine/host-function.ts";
import type { ImportedFunction } from "../host-call.ts";
import { ProtocolBreach } from "./breach.ts";
import { PayloadReader } from "./frame-reader.ts";
import { PayloadWriter } from "./payload-writer.ts";
import { decodeValue, encodeValue } from "./values.ts";

/** Below are words the plugin's side keeps for itself; its lists of free blocks are part of what the host copies. */
export const mirroredFrom = 64;

/** A change of the kernel's memory. */
export interface Patch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What changed in the kernel's memory since the host last saw it. */
export interface MemoryUpdate {
  /** The memory was wiped meanwhile: what the host holds does not count. */
  readonly startsOver: boolean;
  /** End of the allocated area. */
  readonly position: number;
  readonly patches: readonly Patch[];
}

interface HostCall {
  readonly index: number;
  readonly values: readonly HostValue[];
  readonly update: MemoryUpdate;
}

export function encodeHostCall(
  { index, values, update }: HostCall,
  { parameters }: ImportedFunction,
): PayloadWriter {
  const writer = new PayloadWriter();
  writer.u32(index, update.startsOver ? 1 : 0, update.position, update.patches.length);
  for (const [place, type] of parameters.entries()) writer.bytes(encodeValue(type, values[place] ?? 0));
  for (const { offset, bytes } of update.patches) writer.u32(offset, bytes.length).bytes(bytes);
  return writer;
}

/** @throws ProtocolBreach when it calls no function the plugin imports, or is not well formed. */
export function decodeHostCall(
  payload: Uint8Array<ArrayBuffer>,
  imported: (index: number) => ImportedFunction | undefined,
): HostCall {
  const reader = new PayloadReader(payload);
  const [index, flags, position, count] = [reader.u32(), reader.u32(), reader.u32(), reader.u32()];
  const parameters = imported(index)?.parameters;
  if (parameters === undefined) throw new ProtocolBreach("it called a function it does not import");
  const values = parameters.map((type) => decodeValue(type, reader.slot()));
  const patches: Patch[] = [];
  for (let left = count; left > 0; left--) {
    const [offset, length] = [reader.u32(), reader.u32()];
    patches.push({ offset, bytes: reader.bytes(length) });
  }
  reader.expectEnd();
  return { index, values, update: { startsOver: flags === 1, position, patches } };
}

/** What a host function did to the kernel's memory, for the plugin's side to do again. */
export type MemoryStep =
  | { readonly kind: "store"; readonly handle: number; readonly bytes: Uint8Array }
  | { readonly kind: "free"; readonly handle: number };

const stepKinds = { store: 1, free: 2 } as const;

interface HostReply {
  /** False when the host function failed; the host keeps the reason. */
  readonly ok: boolean;
  readonly value: HostValue | undefined;
  readonly steps: readonly MemoryStep[];
}

export function encodeHostReply(
  { ok, value, steps }: HostReply,
  { result }: ImportedFunction,
): PayloadWriter {
  const writer = new PayloadWriter();
  writer.u32(ok ? 1 : 0, steps.length).bytes(encodeValue(result ?? "i32", value ?? 0));
  for (const step of steps) {
    const bytes = step.kind === "store" ? step.bytes : new Uint8Array(0);
    writer.u32(stepKinds[step.kind], step.handle, bytes.length).bytes(bytes);
  }
  return writer;
}

export function decodeHostReply(payload: Uint8Array<ArrayBuffer>, { result }: ImportedFunction): HostReply {
  const reader = new PayloadReader(payload);
  const [ok, count] = [reader.u32() === 1, reader.u32()];
  const value = decodeValue(result ?? "i32", reader.slot());
  const steps = Array.from({ length: count }, (): MemoryStep => {
    const [kind, handle, length] = [reader.u32(), reader.u32(), reader.u32()];
    const bytes = reader.bytes(length);
    return kind === stepKinds.store ? { kind: "store", handle, bytes } : { kind: "free", handle };
  });
  return { ok, value: result === undefined ? undefined : value, steps };
}
