import type { GuestSpec } from "../guest-environment.ts";
import type { ImportedFunction } from "../host-call.ts";
import type { LinkPlan } from "../link-plan.ts";
import { PayloadReader } from "./frame-reader.ts";
import { PayloadWriter } from "./payload-writer.ts";

/** What a child gets to start a plugin. */
export interface ChildStart {
  readonly spec: GuestSpec;
  readonly plan: LinkPlan<Uint8Array<ArrayBuffer>>;
  /** A call names an export by its place. */
  readonly exports: readonly string[];
  /** The host functions it may call; a call names one by its place. */
  readonly functions: readonly ImportedFunction[];
  readonly kernel: Uint8Array<ArrayBuffer>;
}

/** JSON, with the binaries after it. */
export function encodeStart({ spec, plan, exports, functions, kernel }: ChildStart): PayloadWriter {
  const modules = plan.modules.map(({ code: _, ...module }) => module);
  const json = new TextEncoder().encode(
    JSON.stringify({ spec, plan: { ...plan, modules, callable: exports }, exports, functions }),
  );
  const writer = new PayloadWriter().u32(json.length).bytes(json);
  for (const binary of [kernel, ...plan.modules.map(({ code }) => code)])
    writer.u32(binary.length).bytes(binary);
  return writer;
}

export function decodeStart(payload: Uint8Array<ArrayBuffer>): ChildStart {
  const reader = new PayloadReader(payload);
  const binary = (): Uint8Array<ArrayBuffer> => reader.bytes(reader.u32());
  const { spec, plan, exports, functions } = JSON.parse(new TextDecoder().decode(binary())) as ChildStart;
  const kernel = binary();
  const modules = plan.modules.map((module) => ({ ...module, code: binary() }));
  return {
    spec,
    exports,
    functions,
    kernel,
    plan: { ...plan, modules, callable: new Set(exports), suspends: false },
  };
}
