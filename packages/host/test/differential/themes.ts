import type { Case } from "./case.ts";
import { configCases } from "./config.cases.ts";
import { errorCases } from "./errors.cases.ts";
import { hostFunctionMemoryCases } from "./host-function-memory.cases.ts";
import { hostFunctionOutcomeCases } from "./host-function-outcomes.cases.ts";
import { hostFunctionCases } from "./host-functions.cases.ts";
import { httpCases } from "./http.cases.ts";
import { inputOutputCases } from "./input-output.cases.ts";
import { laneCases } from "./lanes.cases.ts";
import { logCases } from "./logs.cases.ts";
import { memoryCases } from "./memory.cases.ts";
import { moduleLinkCases } from "./module-links.cases.ts";
import { moduleCases } from "./modules.cases.ts";
import { pluginCases } from "./plugins.cases.ts";
import { startCases } from "./start.cases.ts";
import { stateCases } from "./state.cases.ts";
import { trapCases } from "./traps.cases.ts";
import { varCases } from "./vars.cases.ts";
import { wasiCases } from "./wasi.cases.ts";

/** All cases, by what they are about. Nothing listens at `closed`. */
export function themesWith(origin: string, closed: string): Readonly<Record<string, readonly Case[]>> {
  return {
    memory: memoryCases,
    "input and output": inputOutputCases,
    lanes: laneCases,
    errors: errorCases,
    traps: trapCases,
    state: stateCases,
    variables: varCases,
    config: configCases,
    logs: logCases,
    HTTP: httpCases(origin, closed),
    "host functions": [...hostFunctionCases, ...hostFunctionMemoryCases, ...hostFunctionOutcomeCases],
    modules: [...moduleCases, ...moduleLinkCases],
    start: startCases,
    WASI: wasiCases,
    plugins: pluginCases,
  };
}
