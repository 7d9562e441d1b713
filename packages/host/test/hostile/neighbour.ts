import { setTimeout as sleep } from "node:timers/promises";
import type { Isolation, PluginManager } from "@vial/host";
import { kernelEcho } from "../support/echo.ts";

const name = "neighbour";
/** Long enough for a machine that does much else. */
const deadline = 20_000;

/** Another tenant's plugin, which is called over and over while a hostile one does its worst. */
export class Neighbour {
  readonly #plugins: PluginManager;
  #calls = 0;
  #wrong: string | undefined;
  #watching = false;
  #watched: Promise<void> | undefined;

  static async load(plugins: PluginManager, isolation: Isolation): Promise<Neighbour> {
    await plugins.load(name, { source: kernelEcho, isolation });
    return new Neighbour(plugins);
  }

  private constructor(plugins: PluginManager) {
    this.#plugins = plugins;
  }

  /** Calls it from now on until {@link verdict}. */
  watch(): void {
    this.#wrong = undefined;
    this.#watching = true;
    this.#watched = this.#callOverAndOver();
  }

  /** What it answered wrongly, or `undefined`; asks once more. */
  async verdict(): Promise<string | undefined> {
    this.#watching = false;
    await this.#watched;
    await this.#call();
    return this.#wrong;
  }

  async #callOverAndOver(): Promise<void> {
    while (this.#watching) {
      await this.#call();
      await sleep(10);
    }
  }

  async #call(): Promise<void> {
    const input = `neighbour ${++this.#calls}`;
    try {
      const answer = (await this.#plugins.execute(name, input, { deadline })).text();
      if (answer !== input) this.#wrong ??= "the neighbour got a wrong answer";
    } catch (error) {
      this.#wrong ??= `the neighbour's call failed: ${String(error)}`;
    }
  }
}
