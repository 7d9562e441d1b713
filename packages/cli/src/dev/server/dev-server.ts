import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { Failure } from "../../failure.ts";
import type { DevSession } from "../dev-session.ts";
import { api } from "./api.ts";
import { fromOwnPage, ownHosts, withToken } from "./guard.ts";
import { pageFiles } from "./page-files.ts";
import { refuse } from "./refusal.ts";

const address = "127.0.0.1";
/** For what is on its way to the pages. */
const farewellMs = 200;

/** A page that is being served. */
export interface DevServer extends AsyncDisposable {
  readonly port: number;
  /** The page's address, with the token in its fragment. */
  readonly url: string;
}

/**
 * Serves a session's page, on 127.0.0.1 alone.
 *
 * @param port 0 for any that is free
 * @throws Failure when the port is in use.
 */
export async function serveDev(session: DevSession, port: number): Promise<DevServer> {
  const token = randomBytes(24).toString("base64url");
  let app = new Hono();
  const server = createAdaptorServer({ fetch: (...args) => app.fetch(...args) }) as Server;
  await listen(server, port);
  const own = (server.address() as AddressInfo).port;
  app = makeApp(session, ownHosts(own), token);
  return {
    port: own,
    url: `http://${address}:${own}/#token=${token}`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      await Promise.race([closed, sleep(farewellMs)]);
      server.closeAllConnections();
      await closed;
    },
  };
}

function makeApp(session: DevSession, hosts: readonly string[], token: string): Hono {
  const app = new Hono();
  app.use(fromOwnPage(hosts));
  app.use("/api/*", withToken(token));
  app.use("/api/*", async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
  });
  app.route("/api", api(session));
  app.route("/", pageFiles());
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    console.error(error);
    return refuse(context, 500, "vial dev failed", "This is a defect of vial. Its terminal says more.");
  });
  return app;
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, address, resolve);
  try {
    await promise;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Failure(`port ${port} is in use`, {
      hint: "Choose another with --port, or leave it out for one that is free.",
      cause: error,
    });
  }
}
