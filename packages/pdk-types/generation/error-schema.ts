import { errorCodes } from "../src/error-codes.ts";

/** The schema of what `PluginError.toJSON` answers; `src/error-codes.ts` says which codes there are. */
export function errorSchema(): object {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://vial.example/schemas/error-1.schema.json",
    $comment: "Generated from src/error-codes.ts.",
    title: "Plugin failure",
    description: "A PluginError as JSON: what is safe to log or to send on.",
    type: "object",
    properties: {
      name: { const: "PluginError" },
      code: {
        title: "Error code",
        description: "Stable; the thing to branch on.",
        enum: Object.keys(errorCodes),
      },
      message: { description: "The host's words.", type: "string" },
      plugin: { description: "The plugin's name as loaded.", type: "string" },
      version: { description: "The plugin's version as loaded.", type: "string" },
      phase: {
        title: "Error phase",
        description:
          "load: while loading. instantiate: while an instance was set up. call: during a call. manage: in the manager itself.",
        enum: ["load", "instantiate", "call", "manage"],
      },
      retryable: {
        description: "Whether the same call may succeed when it is simply made again.",
        type: "boolean",
      },
      pointer: {
        description:
          "Of CONTRACT_VIOLATION: where in the message, as a JSON pointer (RFC 6901); names the schema does not know are *.",
        type: "string",
      },
    },
    required: ["name", "code", "message", "phase", "retryable"],
    additionalProperties: false,
  };
}
