import { environmentNamespace, userNamespace } from "@vial/pdk-types";
import { Admission } from "../admission/admission.ts";
import { admittedModules } from "../admission/admitted-modules.ts";
import { ModuleCache, type ModuleBinary } from "../admission/compiled-module.ts";
import { ModuleCompiler } from "../admission/module-compiler.ts";
import { ended } from "../engine/call-phase.ts";
import type { CompiledPlugin, Engine, PluginSpec, Reproducible, Runner } from "../engine/engine.ts";
import { logMessage } from "../engine/plugin-log.ts";
import type { HttpSession } from "../engine/http/http-session.ts";
import type { HostFunctions } from "../engine/host-function.ts";
import { GuestEnvironment } from "./guest-environment.ts";
import { InlineRunner } from "./inline-runner.ts";
import { createKernelMemory, Kernel, kernelModule } from "./kernel.ts";
import { planLinks, type LinkPlan } from "./link-plan.ts";
import type { Processes } from "./process/processes.ts";
import type { Threads } from "./thread/threads.ts";
import { WorkerObedience } from "./thread/worker-obedience.ts";

/** Instances that may be suspended at once when a plugin waits for the host (HTTP, asynchronous functions). */
const suspendedInstances = 8;

/** What an engine does differently from one in production, for tools that watch or repeat calls. */
export interface VialEngineOptions {
  /**
   * Gets the host functions that a plugin is given, HTTP among them, and answers what it is given instead. Which of them
   * are asynchronous has to stay as it is.
   */
  readonly wrapFunctions?: (functions: HostFunctions) => HostFunctions;
  /** Every plugin's clock and random numbers; the machine's own unless set. */
  readonly reproducible?: Reproducible;
  /**
   * Leaves the plugins' instructions where their debug information says they are, for a debugger that reads it. A plugin in a
   * loop of bulk instructions then cannot be stopped in time: for one's own code only.
   */
  readonly codeInPlace?: boolean;
}

/** Vial's own engine: Extism's plugin ABI on V8, in two lanes, on the caller's thread or in workers. */
export class VialEngine implements Engine {
  readonly name = "vial";
  readonly #compiler = new ModuleCompiler();
  readonly #admission = new Admission(this.#compiler);
  readonly #modules = new ModuleCache(async (...request) => {
    const module = await this.#compiler.compile(...request);
    ended("compiled");
    return module;
  });
  /** For processes, which compile a stranger's code themselves. */
  readonly #binaries = new ModuleCache((...request) => this.#compiler.prepare(...request));
  readonly #options: VialEngineOptions;
  // Loaded with the first plugin that needs them: a start takes less time without.
  #threads: Promise<Threads> | undefined;
  #processes: Promise<Processes> | undefined;

  constructor(options: VialEngineOptions = {}) {
    this.#options = options;
  }

  /** How many different modules are compiled at present. */
  get compiledModules(): number {
    return this.#modules.size;
  }

  async compile(given: PluginSpec): Promise<CompiledPlugin> {
    const { reproducible, codeInPlace } = this.#options;
    const spec = { ...given, reproducible, codeInPlace };
    switch (spec.isolation) {
      case "inline":
        return this.#compile(spec, this.#modules, (plan) => this.#createInlineRunner(spec, plan));
      case "thread":
        return this.#compileForThreads(spec);
      case "process":
        return this.#compileForProcesses(spec);
    }
  }

  /** A plugin whose worker does not end when it is told to gets processes from then on: those can always be killed. */
  async #compileForThreads(spec: PluginSpec): Promise<CompiledPlugin> {
    const obedience = new WorkerObedience(spec.name);
    // It starts while the plugin is read and compiled, which takes as long.
    (await this.#loadThreads()).warm();
    const threads = await this.#compile(spec, this.#modules, (plan) =>
      this.#createThreadRunner(spec, plan, obedience),
    );
    let processes: Promise<CompiledPlugin> | undefined;
    return {
      ...threads,
      createRunner: async () => {
        if (await obedience.holds()) return threads.createRunner();
        processes ??= this.#compileForProcesses(spec);
        return (await processes).createRunner();
      },
      release: () => {
        threads.release();
        processes?.then(
          (compiled) => compiled.release(),
          () => {},
        );
      },
    };
  }

  async #compileForProcesses(spec: PluginSpec): Promise<CompiledPlugin> {
    (await this.#loadProcesses()).warm(spec.limits);
    return await this.#compile(spec, this.#binaries, (plan) => this.#createProcessRunner(spec, plan));
  }

  async #compile<Code>(
    spec: PluginSpec,
    cache: ModuleCache<Code>,
    createRunner: (plan: LinkPlan<Code>) => Promise<Runner>,
  ): Promise<CompiledPlugin> {
    const { modules, release } = await admittedModules(spec, this.#admission, cache);
    try {
      const { name: plugin, version, functions } = spec;
      const plan = planLinks({ plugin, version, functions, modules });
      return {
        exports: plan.callable,
        defaultConcurrency:
          spec.isolation === "inline" && plan.suspends && spec.state === "fresh" ? suspendedInstances : 1,
        createRunner: () => createRunner(plan),
        release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([
      this.#threads?.then((threads) => threads.close()),
      this.#processes?.then((processes) => processes.close()),
      this.#compiler[Symbol.asyncDispose](),
    ]);
  }

  #loadThreads(): Promise<Threads> {
    return (this.#threads ??= import("./thread/threads.ts").then(({ Threads }) => new Threads()));
  }

  #loadProcesses(): Promise<Processes> {
    return (this.#processes ??= import("./process/processes.ts").then(({ Processes }) => new Processes()));
  }

  async #createProcessRunner(spec: PluginSpec, plan: LinkPlan<ModuleBinary>): Promise<Runner> {
    const processes = await this.#loadProcesses();
    const http = await createHttp(spec, plan);
    return await processes.createRunner({ spec, plan, functions: this.#functionsFor(spec, http), http });
  }

  async #createThreadRunner(spec: PluginSpec, plan: LinkPlan, obedience: WorkerObedience): Promise<Runner> {
    const threads = await this.#loadThreads();
    const http = await createHttp(spec, plan);
    const functions = this.#functionsFor(spec, http);
    return await threads.createRunner({ spec, plan, functions, http, obedience });
  }

  async #createInlineRunner(spec: PluginSpec, plan: LinkPlan): Promise<Runner> {
    const http = await createHttp(spec, plan);
    const functions = this.#functionsFor(spec, http);
    const kernel = new Kernel(kernelModule(false), createKernelMemory(spec.limits.memoryBytes, false));
    kernel.reset();
    const environment: GuestEnvironment = new GuestEnvironment({
      spec,
      kernel,
      functions,
      writeLog: (level, message) => logMessage(spec, environment.active.call, { level, message }),
    });
    const runner = new InlineRunner(plan, environment, http);
    await runner.prepare();
    return runner;
  }

  #functionsFor({ functions }: PluginSpec, http: HttpSession | undefined): HostFunctions {
    const all = withHttp(functions, http);
    return this.#options.wrapFunctions?.(all) ?? all;
  }
}

async function createHttp(
  { name: plugin, version, http, limits }: PluginSpec,
  { usesHttp }: LinkPlan<unknown>,
): Promise<HttpSession | undefined> {
  if (!usesHttp) return undefined;
  const { HttpSession: Session } = await import("../engine/http/http-session.ts");
  return new Session({ plugin, version }, http, limits);
}

/** HTTP is answered like a host function: on the host's side, also for a plugin in a worker. */
function withHttp(functions: HostFunctions, http: HttpSession | undefined): HostFunctions {
  if (http === undefined) return functions;
  return {
    ...functions,
    [environmentNamespace]: { ...http.environmentFunctions, ...functions[environmentNamespace] },
    [userNamespace]: { ...http.userFunctions, ...functions[userNamespace] },
  };
}
