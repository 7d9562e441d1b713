import { PluginManager, VialEngine, type Isolation } from "@vial/host";
import { ExtismEngine } from "@vial/host/extism";

export interface EngineUnderTest {
  readonly name: string;
  readonly kind: "vial" | "extism";
  readonly isolation: Isolation;
  createManager(): PluginManager;
}

const vial = (): PluginManager => new PluginManager({ engine: new VialEngine() });
const extism = (): PluginManager => new PluginManager({ engine: new ExtismEngine() });

const engine = (kind: "vial" | "extism", isolation: Isolation): EngineUnderTest => ({
  name: `${kind} ${isolation}`,
  kind,
  isolation,
  createManager: kind === "vial" ? vial : extism,
});

/** The SDK in the foreground: what the others are compared with. */
export const reference: EngineUnderTest = engine("extism", "inline");

/** The SDK in its worker, which hangs, or ends the process, where its foreground fails. */
export const inWorkerOfSdk: EngineUnderTest = engine("extism", "thread");

export const engines: readonly EngineUnderTest[] = [
  engine("vial", "inline"),
  engine("vial", "thread"),
  reference,
  inWorkerOfSdk,
];
