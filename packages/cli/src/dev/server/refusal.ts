import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiError } from "../protocol.ts";

/** Answers with what is wrong and what to do. */
export function refuse(
  context: Context,
  status: ContentfulStatusCode,
  error: string,
  hint: string,
): Response {
  return context.json({ error, hint } satisfies ApiError, status);
}
