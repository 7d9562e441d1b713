// Parts of undici that its package has no types for; `undici` itself loads much besides, and takes three times as long.

declare module "undici/lib/dispatcher/agent.js" {
  import type { Agent } from "undici";

  const agent: typeof Agent;
  export default agent;
}

declare module "undici/lib/web/fetch/index.js" {
  import type { fetch } from "undici";

  const parts: { readonly fetch: typeof fetch };
  export default parts;
}
