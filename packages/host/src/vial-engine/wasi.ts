import type { LogEntry } from "../engine/log.ts";
import { type Sources, sourcesOf } from "./sources.ts";

export const wasiNamespace = "wasi_snapshot_preview1";

/** Thrown by `proc_exit` to unwind the plugin. */
export class GuestExit extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("proc_exit");
    this.exitCode = exitCode;
  }
}

// Error numbers of WASI preview 1 (wasi_snapshot_preview1.witx, `errno`).
const SUCCESS = 0;
const BADF = 8;
const FAULT = 21;
const INVAL = 28;
const NOSYS = 52;
const SPIPE = 70;

const CHARACTER_DEVICE = 2;
const REALTIME = 0;
const MONOTONIC = 1;
/** Clocks are coarse: a fine one helps to spy on the processor's caches. */
const resolutionNs = 1_000_000n;

export interface WasiHost {
  write(level: LogEntry["level"], text: string): void;
  /** Whether a message of this size is still wanted. */
  admits(level: LogEntry["level"], bytes: number): boolean;
}

/**
 * As much of WASI preview 1 as language runtimes ask for: a coarse clock, randomness, standard output and error
 * into the plugin's log, an exit. No arguments, no environment, no files, no sockets; `node:wasi` is not involved.
 */
export class Wasi {
  readonly #host: WasiHost;
  readonly #sources: Sources;
  #memory: WebAssembly.Memory | undefined;

  constructor(host: WasiHost, sources: Sources = sourcesOf(undefined)) {
    this.#host = host;
    this.#sources = sources;
  }

  /** Gives it the memory of the module that imported it. */
  attach(memory: WebAssembly.ExportValue | undefined): void {
    if (memory instanceof WebAssembly.Memory) this.#memory = memory;
  }

  readonly imports: Readonly<Record<string, (...args: never[]) => number>> = {
    args_get: () => SUCCESS,
    args_sizes_get: (count: number, size: number) => this.#put32(count, 0) || this.#put32(size, 0),
    environ_get: () => SUCCESS,
    environ_sizes_get: (count: number, size: number) => this.#put32(count, 0) || this.#put32(size, 0),
    clock_res_get: (clock: number, result: number) =>
      isClock(clock) ? this.#put64(result, resolutionNs) : INVAL,
    clock_time_get: (clock: number, _precision: bigint, result: number) =>
      isClock(clock) ? this.#put64(result, this.#time(clock)) : INVAL,
    random_get: (address: number, length: number) => this.#random(address, length),
    fd_write: (fd: number, vectors: number, count: number, written: number) =>
      this.#write(fd, vectors, count, written),
    fd_read: (fd: number, _vectors: number, _count: number, read: number) =>
      fd === 0 ? this.#put32(read, 0) : BADF,
    fd_close: (fd: number) => (isStandard(fd) ? SUCCESS : BADF),
    fd_seek: (fd: number) => (isStandard(fd) ? SPIPE : BADF),
    fd_fdstat_get: (fd: number, result: number) => this.#describe(fd, result),
    fd_fdstat_set_flags: (fd: number) => (isStandard(fd) ? SUCCESS : BADF),
    fd_prestat_get: () => BADF,
    fd_prestat_dir_name: () => BADF,
    poll_oneoff: () => NOSYS,
    sched_yield: () => SUCCESS,
    proc_exit: (code: number) => {
      throw new GuestExit(code);
    },
  };

  #view(address: number, length: number): DataView | undefined {
    const buffer = this.#memory?.buffer;
    if (buffer === undefined || (address >>> 0) + length > buffer.byteLength) return undefined;
    return new DataView(buffer, address >>> 0, length);
  }

  #put32(address: number, value: number): number {
    const view = this.#view(address, 4);
    view?.setUint32(0, value, true);
    return view === undefined ? FAULT : SUCCESS;
  }

  #put64(address: number, value: bigint): number {
    const view = this.#view(address, 8);
    view?.setBigUint64(0, value, true);
    return view === undefined ? FAULT : SUCCESS;
  }

  #random(address: number, length: number): number {
    const view = this.#view(address, length >>> 0);
    if (view === undefined) return FAULT;
    this.#sources.random(new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength));
    return SUCCESS;
  }

  #time(clock: number): bigint {
    const milliseconds = clock === REALTIME ? this.#sources.wallMs() : this.#sources.elapsedMs();
    return BigInt(Math.floor(milliseconds)) * resolutionNs;
  }

  #describe(fd: number, result: number): number {
    if (!isStandard(fd)) return BADF;
    const view = this.#view(result, 24);
    if (view === undefined) return FAULT;
    for (let at = 0; at < 24; at += 8) view.setBigUint64(at, 0n, true);
    view.setUint8(0, CHARACTER_DEVICE);
    return SUCCESS;
  }

  #write(fd: number, vectors: number, count: number, written: number): number {
    if (fd !== 1 && fd !== 2) return BADF;
    const level = fd === 1 ? "info" : "error";
    let total = 0;
    let text = "";
    // A vector takes 8 bytes of the plugin's own memory, which bounds their number.
    const table = this.#view(vectors, (count >>> 0) * 8);
    if (table === undefined) return FAULT;
    for (let at = 0; at < table.byteLength; at += 8) {
      const piece = this.#view(table.getUint32(at, true), table.getUint32(at + 4, true));
      if (piece === undefined) return FAULT;
      total += piece.byteLength;
      if (this.#host.admits(level, piece.byteLength)) text += new TextDecoder().decode(piece);
    }
    if (text.trim() !== "") this.#host.write(level, text.trimEnd());
    return this.#put32(written, total);
  }
}

/** The functions {@link Wasi} answers; a module that imports another one is refused. */
export const wasiFunctions: ReadonlySet<string> = new Set(
  Object.keys(new Wasi({ write: () => {}, admits: () => false }).imports),
);

function isStandard(fd: number): boolean {
  return fd === 0 || fd === 1 || fd === 2;
}

function isClock(clock: number): boolean {
  return clock === REALTIME || clock === MONOTONIC;
}
