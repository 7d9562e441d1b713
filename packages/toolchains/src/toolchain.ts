/** The languages that plugins are written in. */
export const languages = ["rust", "go", "c", "assemblyscript"] as const;

export type Language = (typeof languages)[number];

/** A complete environment for a child process. */
export type Environment = NodeJS.ProcessEnv;

/** The compiler of one language, found on this machine. */
export interface Toolchain {
  readonly language: Language;
  /** The compiler's own name: `rustc`, `TinyGo`, `clang`. */
  readonly compiler: string;
  /** Its version, as it prints it. */
  readonly version: string;
  /**
   * Everything that takes part in a build, with versions. Two builds of the same source by toolchains of the same
   * name give the same bytes.
   */
  readonly name: string;
  /**
   * A complete environment for a child process in which the plain commands work: `cargo`, `rustc`; `tinygo`, `go`;
   * `clang`, `wasm-ld`; `asc`; `wasm-opt`. It serves builds for WebAssembly and, for Rust and Go, native tests.
   */
  readonly env: Environment;
  /** Whether it only stands in for one, or lacks a part, that is installed where that is possible. */
  readonly standIn?: boolean;
}

/** Why a language's toolchain cannot be used. */
export interface Missing {
  /** What was looked at and found wanting; a clause for the error's first line. */
  readonly missing: string;
  /** What installs it, where that depends on what is there already. Default: the language's own commands. */
  readonly commands?: InstallCommands;
}

/** The commands that install a compiler, by system; each line can be pasted into a shell. */
export interface InstallCommands {
  readonly debian: readonly string[];
  readonly macos: readonly string[];
  readonly windows: readonly string[];
}

/** What a language's folder provides. */
export interface LanguageSupport {
  /** What people call the toolchain. */
  readonly title: string;
  /** The compiler's plain command. */
  readonly compiler: string;
  /** What is needed, with the oldest versions. */
  readonly needs: string;
  readonly commands: InstallCommands;
  /** Looks, and changes nothing. */
  find(machine: Machine): Promise<Toolchain | Missing>;
  /** Installs what it can on this machine; it may be nothing. */
  install(machine: Machine, signal?: AbortSignal): Promise<void>;
}

/** Where compilers are looked for. */
export interface Machine {
  readonly env: Environment;
  /** The folder that npm packages with compilers are found from. */
  readonly packages: string;
}
