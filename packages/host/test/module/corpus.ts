/** Large modules that compilers made, taken from npm packages that carry them within their JavaScript. */
export interface CompiledModule {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Loads a package and returns the modules that it instantiated meanwhile. */
async function modulesOf(name: string, load: () => Promise<unknown>): Promise<CompiledModule[]> {
  const modules: CompiledModule[] = [];
  const instantiate = WebAssembly.instantiate;
  const record = (
    source: BufferSource | WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ): Promise<unknown> => {
    if (source instanceof WebAssembly.Module) return instantiate(source, imports);
    const view = ArrayBuffer.isView(source) ? source : new Uint8Array(source);
    const bytes = Uint8Array.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    modules.push({ name: `${name}, ${bytes.length} bytes`, bytes });
    return instantiate(source, imports);
  };
  WebAssembly.instantiate = record as typeof instantiate;
  try {
    await load();
  } finally {
    WebAssembly.instantiate = instantiate;
  }
  return modules;
}

/** Binaryen (the AssemblyScript compiler's backend) and WABT: C++ through Emscripten, megabytes of code. */
export async function compiledModules(): Promise<CompiledModule[]> {
  return [
    ...(await modulesOf("binaryen", () => import("assemblyscript/asc"))),
    ...(await modulesOf("wabt", async () => (await import("wabt")).default())),
  ];
}
