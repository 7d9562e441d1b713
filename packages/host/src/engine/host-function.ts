/** What a host function sees of the call that made it: Extism's memory and the call's host context. */
export interface CallContext {
  /** The plugin's name as loaded. */
  readonly plugin: string;
  /** What the caller passed as `hostContext`. */
  readonly hostContext: unknown;
  /** Aborted when the call is over before the host function is: at its deadline, or when the caller gave up. */
  readonly signal: AbortSignal;
  /** A copy of a block of Extism memory; `null` when `handle` is not a block. */
  bytes(handle: bigint): Uint8Array | null;
  /** The block as UTF-8, ill-formed sequences replaced by U+FFFD; `null` when `handle` is not a block. */
  text(handle: bigint): string | null;
  /** Puts a value into a new block and returns its handle, 0 for an empty value. The plugin owns the block. */
  store(value: string | Uint8Array): bigint;
  /** Frees a block, as host functions do with arguments they take over. */
  free(handle: bigint): void;
}

/** WebAssembly values as JavaScript has them: `i64` is a bigint, the other number types are numbers. */
export type HostValue = number | bigint;

/**
 * A function a plugin may import. An `async` function suspends the plugin until it settles (JSPI); one that
 * returns a promise without being declared `async` has to be marked with {@link asyncHostFunction}.
 */
export type HostFunction = (
  context: CallContext,
  ...args: HostValue[]
) => HostValue | void | Promise<HostValue | void>;

/** Host functions by import namespace and name; plugins' own are in `extism:host/user`. */
export type HostFunctions = Readonly<Record<string, Readonly<Record<string, HostFunction>>>>;

const markedAsync = new WeakSet<HostFunction>();
const AsyncFunction = (async () => {}).constructor;

/** Marks a function that returns promises although it is not an `async function`. */
export function asyncHostFunction(own: HostFunction): HostFunction {
  const marked: HostFunction = (context, ...args) => own(context, ...args);
  markedAsync.add(marked);
  return marked;
}

/** Whether a host function suspends the plugin: it is declared `async`, or marked with {@link asyncHostFunction}. */
export function isAsync(own: HostFunction): boolean {
  return markedAsync.has(own) || own.constructor === AsyncFunction;
}

/** The host function of that name, never one that objects have by birth (`toString`, `__proto__`). */
export function hostFunction(
  functions: HostFunctions,
  namespace: string,
  name: string,
): HostFunction | undefined {
  const own = Object.hasOwn(functions, namespace) ? functions[namespace]! : {};
  return Object.hasOwn(own, name) ? own[name] : undefined;
}
