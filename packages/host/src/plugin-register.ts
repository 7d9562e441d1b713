import { PluginError, quoteName } from "./plugin-error.ts";
import type { LoadedPlugin } from "./update/loaded-plugin.ts";

/** A manager's plugins by their names. One that is still loading holds its name as well. */
export class PluginRegister {
  readonly #plugins = new Map<string, LoadedPlugin | "loading">();
  #isClosed = false;

  /** In the order in which they were loaded. */
  get loaded(): LoadedPlugin[] {
    return [...this.#plugins.values()].filter((plugin) => plugin !== "loading");
  }

  /**
   * Holds a name for a plugin, and loads it.
   *
   * @param load is called at once
   * @throws PluginError `PLUGIN_EXISTS`; what `load` throws, and the name is free again.
   */
  async add(name: string, load: () => Promise<LoadedPlugin>): Promise<void> {
    if (this.#plugins.has(name)) {
      const message = `A plugin named ${quoteName(name)} is loaded already. Unload it first, or choose another name.`;
      throw new PluginError("PLUGIN_EXISTS", message, { plugin: name, phase: "manage" });
    }
    this.#plugins.set(name, "loading");
    try {
      this.#plugins.set(name, await load());
    } catch (error) {
      this.#plugins.delete(name);
      throw error;
    }
  }

  /** @throws PluginError `PLUGIN_NOT_FOUND`, `MANAGER_DISPOSED`. */
  find(name: string): LoadedPlugin {
    this.checkOpen();
    const plugin = this.#plugins.get(name);
    if (plugin !== undefined && plugin !== "loading") return plugin;
    const state = plugin === "loading" ? "is still loading: await load() first" : "is not loaded";
    const message = `A plugin named ${quoteName(String(name))} ${state}.`;
    throw new PluginError("PLUGIN_NOT_FOUND", message, { plugin: String(name), phase: "manage" });
  }

  /** Finds a plugin, whose name is free from then on. */
  take(name: string): LoadedPlugin {
    const plugin = this.find(name);
    this.#plugins.delete(name);
    return plugin;
  }

  /** From here on nothing is found, and nothing may be added. */
  close(): void {
    this.#isClosed = true;
  }

  clear(): void {
    this.#plugins.clear();
  }

  /** @throws PluginError `MANAGER_DISPOSED`. */
  checkOpen(): void {
    if (!this.#isClosed) return;
    throw new PluginError("MANAGER_DISPOSED", "The plugin manager was disposed of. Make a new one.", {
      phase: "manage",
    });
  }
}
