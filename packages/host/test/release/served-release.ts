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
  release: PackedRelease,
  misbehave: Misbehaviour = () => false,
): Promise<TestServer> {
  return await serveReleases(new Map([[release.version, release]]), misbehave);
}

/** The same with several releases of one plugin, by their tags. */
export async function serveReleases(
  releases: ReadonlyMap<string, PackedRelease>,
  misbehave: Misbehaviour = () => false,
): Promise<TestServer> {
  return await startServer((request, response) => {
    if (misbehave(request, response) === true) return;
    const last = request.url!.slice(request.url!.lastIndexOf("/") + 1);
    const all = [...releases.values()];
    const release = releases.get(last) ?? all.find(({ digest }) => digest === last);
    const blob = all.flatMap(({ blobs }) => blobs).find((each) => digestOf(each) === last);
    if (isFor(request, "tags")) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ tags: [...releases.keys()] }));
    } else if (isFor(request, "manifest") && release !== undefined) {
      response.setHeader("content-type", manifestType);
      response.setHeader("docker-content-digest", release.digest);
      response.end(release.manifest);
    } else if (isFor(request, "blob") && blob !== undefined) {
      response.end(blob);
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
}
