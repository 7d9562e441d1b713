/** When a failure happened: while loading, while an instance was set up, during a call, or in the manager itself. */
export type ErrorPhase = "load" | "instantiate" | "call" | "manage";

/**
 * Every code a `PluginError` can bear. A code is permanent: its meaning never changes and it is never reused.
 * `docs/errors.md` says of each what happened and what to do. `retryable`: the same call may succeed when it is
 * simply made again.
 */
export const errorCodes = {
  // manage
  INVALID_OPTION: { retryable: false },
  PLUGIN_EXISTS: { retryable: false },
  PLUGIN_NOT_FOUND: { retryable: false },
  MANAGER_DISPOSED: { retryable: false },
  UPDATE_IN_PROGRESS: { retryable: true },
  UPDATE_CANCELLED: { retryable: false },
  UPDATE_NOT_FOUND: { retryable: false },
  NO_PREVIOUS_VERSION: { retryable: false },
  QUEUE_FULL: { retryable: true },
  PLUGIN_QUARANTINED: { retryable: true },
  // load
  SOURCE_UNREADABLE: { retryable: true },
  MODULE_TOO_LARGE: { retryable: false },
  DIGEST_MISMATCH: { retryable: false },
  INVALID_MANIFEST: { retryable: false },
  INVALID_MODULE: { retryable: false },
  IMPORT_UNRESOLVED: { retryable: false },
  CAPABILITY_DENIED: { retryable: false },
  FEATURE_DENIED: { retryable: false },
  COMPILE_TIMEOUT: { retryable: false },
  ABI_VERSION_MISMATCH: { retryable: false },
  HEALTH_CHECK_FAILED: { retryable: false },
  EXPORT_MISSING: { retryable: false },
  MEMORY_LIMIT: { retryable: false },
  // load, of releases
  REFERENCE_INVALID: { retryable: false },
  RELEASE_NOT_FOUND: { retryable: false },
  RELEASE_INVALID: { retryable: false },
  RELEASE_UNSIGNED: { retryable: false },
  RELEASE_UNTRUSTED: { retryable: false },
  RELEASE_REVOKED: { retryable: false },
  RELEASE_RETAGGED: { retryable: false },
  RELEASE_DOWNGRADED: { retryable: false },
  RELEASE_EXISTS: { retryable: false },
  REGISTRY_UNAVAILABLE: { retryable: true },
  REGISTRY_REFUSED: { retryable: false },
  REGISTRY_VIOLATION: { retryable: false },
  STORE_CORRUPT: { retryable: false },
  STORE_UNWRITABLE: { retryable: false },
  STORE_BUSY: { retryable: true },
  TRUST_POLICY_INVALID: { retryable: false },
  LOCK_FILE_INVALID: { retryable: false },
  KEY_INVALID: { retryable: false },
  // call
  INPUT_INVALID: { retryable: false },
  CONTRACT_VIOLATION: { retryable: false },
  DATA_CLASS_DENIED: { retryable: false },
  IDENTIFIER_BLOCKED: { retryable: false },
  INPUT_TOO_LARGE: { retryable: false },
  OUTPUT_TOO_LARGE: { retryable: false },
  OUTPUT_NOT_TEXT: { retryable: false },
  OUTPUT_NOT_JSON: { retryable: false },
  RESULT_OVERWRITTEN: { retryable: false },
  PLUGIN_ERROR: { retryable: false },
  TRAP: { retryable: false },
  ABI_VIOLATION: { retryable: false },
  DEADLINE_EXCEEDED: { retryable: true },
  CPU_LIMIT: { retryable: false },
  CALL_ABORTED: { retryable: false },
  WORKER_CRASHED: { retryable: true },
  HOST_FUNCTION_FAILED: { retryable: false },
  HTTP_REFUSED: { retryable: false },
  HTTP_FAILED: { retryable: true },
  VARS_FULL: { retryable: false },
} as const;

/** A stable error code, for example `"DEADLINE_EXCEEDED"`. */
export type ErrorCode = keyof typeof errorCodes;
