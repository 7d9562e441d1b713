import {
  analyseState,
  ModuleFormatError,
  readModuleShape,
  type ModuleShape,
  type StateAnalysis,
} from "../module/index.ts";

/** What a module's bytes say, before anything is compiled. */
export interface ModuleReading {
  readonly shape: ModuleShape;
  readonly state: StateAnalysis;
}

/** More than compilers emit: what lies beyond is made to keep the host's compiler busy. Counts of declarations are held to as they are read. */
const most = {
  /** Of one function. V8 takes no more either. */
  locals: 50_000,
  allLocals: 10_000_000,
  bodyBytes: 2 * 1024 * 1024,
  nesting: 5_000,
  values: 1_000,
  /** Instructions that work on ranges of memory or tables. */
  sites: 200_000,
} as const;

/**
 * Reads a module in time and memory proportional to its size.
 *
 * @throws ModuleFormatError
 */
export function readModule(bytes: Uint8Array): ModuleReading {
  const shape = readModuleShape(bytes);
  const reading = { shape, state: analyseState(bytes, shape) };
  const excess = excessOf(reading);
  if (excess !== undefined) throw new ModuleFormatError("excessive", excess, bytes.length);
  return reading;
}

function excessOf({ shape, state: { code, sites } }: ModuleReading): string | undefined {
  if (code.mostLocals > most.locals)
    return `${code.mostLocals} locals in one function, more than ${most.locals}`;
  if (code.locals > most.allLocals) return `${code.locals} locals, more than ${most.allLocals}`;
  if (code.largestBody > most.bodyBytes)
    return `a function of ${code.largestBody} bytes, more than ${most.bodyBytes}`;
  if (code.nesting > most.nesting) return `blocks nested ${code.nesting} deep, more than ${most.nesting}`;
  if (sites.length > most.sites) return `${sites.length} bulk memory instructions, more than ${most.sites}`;
  const values = mostValues(shape);
  if (values > most.values) return `a function type of ${values} values, more than ${most.values}`;
  return undefined;
}

function mostValues(shape: ModuleShape): number {
  let values = 0;
  for (const type of shape.types)
    if (type.kind === "function") values = Math.max(values, type.parameters.length, type.results.length);
  return values;
}

/** Roughly the steps that compiling a module takes: more than its size where it declares more than it writes out. */
export function compileCost({ shape, state: { code } }: ModuleReading): number {
  return shape.codeSize + code.locals + code.labels * mostValues(shape);
}
