import type { MiddlewareHandler } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { refuse } from "./refusal.ts";

/** The names that the page may be opened by. Others could be a stranger's, made to resolve to this machine. */
export function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * Refuses what does not come from the page itself: requests by another name (DNS rebinding), and requests that another
 * page's script or form makes.
 */
export function fromOwnPage(hosts: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header("host") ?? "";
    if (!hosts.includes(host))
      return refuse(context, 421, "this is not a name of this server", `Open http://${hosts[0]}/`);
    const origin = context.req.header("origin");
    const site = context.req.header("sec-fetch-site") ?? "none";
    const isOwn = origin === undefined || origin === `http://${host}`;
    if (!isOwn || !["same-origin", "none"].includes(site))
      return refuse(context, 403, "the request comes from another page", `Open http://${host}/`);
    return await next();
  };
}

/**
 * Asks for the token in a header. A cookie would go to every server on 127.0.0.1, whatever its port, and with requests
 * that other pages make. Compared in constant time.
 */
export function withToken(token: string): MiddlewareHandler {
  const message = {
    error: "the token is missing or wrong",
    hint: "Open the address that vial dev has printed.",
  };
  const options = { message };
  return bearerAuth({
    token,
    noAuthenticationHeader: options,
    invalidAuthenticationHeader: options,
    invalidToken: options,
  });
}
