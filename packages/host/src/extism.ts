export { ExtismEngine } from "./extism-engine/extism-engine.ts";
