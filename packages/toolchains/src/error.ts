import type { InstallCommands, LanguageSupport, Missing } from "./toolchain.ts";

/** A toolchain that is missing or does not work. The message says why and what to do. */
export class ToolchainError extends Error {
  override readonly name: string = "ToolchainError";
  /** Of a toolchain that is not there: why, in a clause, and what installs it. */
  readonly missing: Required<Missing> | undefined;

  constructor(message: string, options: ErrorOptions & { readonly missing?: Required<Missing> } = {}) {
    super(message, options);
    this.missing = options.missing;
  }
}

function list(system: string, commands: readonly string[]): string {
  return commands.map((command, index) => `  ${(index === 0 ? system : "").padEnd(16)}${command}`).join("\n");
}

function format({ debian, macos, windows }: InstallCommands): string {
  return [list("Debian, Ubuntu", debian), list("macOS", macos), list("Windows", windows)].join("\n");
}

/** The error for a toolchain that is not there: why, and the commands that install it on each system. */
export function missingToolchain(support: LanguageSupport, missing: Missing): ToolchainError {
  const commands = missing.commands ?? support.commands;
  return new ToolchainError(
    `${support.title} is missing: ${missing.missing}. To install it:\n${format(commands)}\n` +
      "`vial doctor --install` installs what it can.",
    { missing: { missing: missing.missing, commands } },
  );
}

/** The error for a toolchain that could not be installed: what failed, and then what the user can do. */
export function failedInstallation(failure: ToolchainError, missing: ToolchainError): ToolchainError {
  return new ToolchainError(`${failure.message}\n${missing.message}`, {
    cause: failure,
    ...(missing.missing && { missing: missing.missing }),
  });
}
