import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { NONCE, secureHeaders, type SecureHeadersVariables } from "hono/secure-headers";

interface Env {
  Variables: SecureHeadersVariables;
}

const files = {
  "/page.js": "text/javascript; charset=utf-8",
  "/page.css": "text/css; charset=utf-8",
  "/icon.svg": "image/svg+xml",
} as const;

/** What `scripts/pack-page.ts` has made, beside the compiled form of this file. */
const folder = fileURLToPath(new URL("../page/", import.meta.url));

/**
 * The page: three files that hold nothing of the project. Its script gets the token from the address's fragment, which
 * browsers send nowhere.
 */
export function pageFiles(): Hono<Env> {
  const app = new Hono<Env>();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The editor makes a style sheet of its own.
        styleSrc: ["'self'", NONCE],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
      xFrameOptions: "DENY",
      referrerPolicy: "no-referrer",
      // It speaks of HTTPS, which there is none of on 127.0.0.1.
      strictTransportSecurity: false,
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
  });
  app.get("/", async (context) => {
    const html = await readFile(`${folder}index.html`, "utf8");
    return context.html(html.replace("{{nonce}}", context.get("secureHeadersNonce") ?? ""));
  });
  for (const [path, type] of Object.entries(files)) {
    app.get(path, async (context) =>
      context.body(new Uint8Array(await readFile(folder + path.slice(1))), 200, { "content-type": type }),
    );
  }
  return app;
}
