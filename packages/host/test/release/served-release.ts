import type { IncomingMessage, ServerResponse } from "node:http";
import { digestOf } from "../../src/source/digest.ts";
import type { PackedRelease } from "@vial/host/releases";
import { startServer, type TestServer } from "../support/http-server.ts";

export const manifestType = "application/vnd.oci.image.manifest.v1+json";

/** What a test's registry does with a request: something of its own, or nothing, and then it answers as it should. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => boolean | void;

/** Says of a request what it is for. */
export function isFor(request: IncomingMessage, what: "tags" | "manifest" | "blob" | "referrers"): boolean {
  const paths = { tags: "/tags/", manifest: "/manifests/", blob: "/blobs/", referrers: "/referrers/" };
  return request.url!.includes(paths[what]);
}

/** A registry that has one release, pulls only, and misbehaves as a test wants it to. */
export async function serveRelease(
  { version, digest, manifest, blobs }: PackedRelease,
  misbehave: Misbehaviour = () => false,
): Promise<TestServer> {
  const byDigest = new Map(blobs.map((blob) => [digestOf(blob) as string, blob]));
  return await startServer((request, response) => {
    if (misbehave(request, response) === true) return;
    const last = request.url!.slice(request.url!.lastIndexOf("/") + 1);
    if (isFor(request, "tags")) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ tags: [version] }));
    } else if (isFor(request, "manifest") && [version, digest].includes(last)) {
      response.setHeader("content-type", manifestType);
      response.setHeader("docker-content-digest", digest);
      response.end(manifest);
    } else if (isFor(request, "blob") && byDigest.has(last)) {
      response.end(byDigest.get(last));
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
}
