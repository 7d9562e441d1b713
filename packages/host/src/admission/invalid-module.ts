import { PluginError, quoteName } from "../plugin-error.ts";

/** The error for a module that V8 refuses. V8's words may quote the module's names: of them only the place is kept. */
export function invalidModule(module: string, plugin: string, error: unknown): PluginError {
  const message = `Module ${quoteName(module)} is not a WebAssembly module this host can run. See the cause.`;
  const [cause, guestMessage] = error instanceof WebAssembly.CompileError ? withoutNames(error) : [error];
  return new PluginError("INVALID_MODULE", message, { plugin, phase: "load", cause, guestMessage });
}

function withoutNames({ message }: WebAssembly.CompileError): [cause: Error, guestMessage: string] {
  const place = /@\+(\d+)/.exec(message)?.[1];
  const where =
    place === undefined ? "" : `, near byte ${place} of the module with its limits written into it`;
  return [new WebAssembly.CompileError(`V8 refuses it${where}`), message];
}
