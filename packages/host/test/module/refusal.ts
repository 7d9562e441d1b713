import { expect } from "vitest";
import {
  analyseState,
  ModuleFormatError,
  type ModuleFormatErrorKind,
  readModuleShape,
} from "../../src/module/index.ts";

/** Reads a module in full: what it declares and what its code does. */
export function read(bytes: Uint8Array): void {
  analyseState(bytes, readModuleShape(bytes));
}

/** The error with which `action` refuses a module. */
export function refusal(action: () => unknown): ModuleFormatError {
  try {
    action();
  } catch (error) {
    if (error instanceof ModuleFormatError) return error;
    throw error;
  }
  throw new Error("the module was accepted");
}

/** The error with which a module is refused while it is read in full. */
export function refusalOf(bytes: Uint8Array): ModuleFormatError {
  return refusal(() => read(bytes));
}

/** What an error has to match. */
export function problem(kind: ModuleFormatErrorKind, message: RegExp): object {
  return { kind, message: expect.stringMatching(message) };
}
