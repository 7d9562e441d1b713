import { createServer, type ServerResponse } from "node:http";
import { createHash } from "node:crypto";
import type { PackedRelease } from "@vial/host/releases";

/** What a registry does wrong. */
export type Trouble = "corrupt" | "half" | "error" | "silent";

/** A registry that serves releases to pull (OCI distribution specification), and fails when it is told to. */
export class PullRegistry implements AsyncDisposable {
  readonly #manifests = new Map<string, Uint8Array>();
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #tags = new Map<string, string[]>();
  readonly #server = createServer((request, response) => this.#answer(request.url ?? "", response));
  trouble: Trouble | undefined;

  publish({ name, version, digest, manifest, blobs }: PackedRelease): void {
    this.#manifests.set(`${name} ${version}`, manifest).set(`${name} ${digest}`, manifest);
    for (const blob of blobs) this.#blobs.set(digestOf(blob), blob);
    this.#tags.set(name, [...(this.#tags.get(name) ?? []), version]);
  }

  /** @returns the base of its repositories: `oci://127.0.0.1:port/plugins` */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `oci://127.0.0.1:${(this.#server.address() as { port: number }).port}/plugins`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(url: string, response: ServerResponse): void {
    const [, name, kind, reference = ""] =
      /^\/v2\/plugins\/([^/]+)\/(tags|manifests|blobs)\/([^?]+)/.exec(url) ?? [];
    if (this.trouble === "silent") return;
    if (this.trouble === "error") return void response.writeHead(500).end();
    if (kind === "tags")
      return void response.end(JSON.stringify({ name, tags: this.#tags.get(name!) ?? [] }));
    const body = kind === "blobs" ? this.#blobs.get(reference) : this.#manifests.get(`${name} ${reference}`);
    if (body === undefined) return void response.writeHead(404).end();
    if (kind === "manifests") {
      response.setHeader("content-type", "application/vnd.oci.image.manifest.v1+json");
      return void response.end(body);
    }
    response.setHeader("content-length", body.length);
    if (this.trouble === "half") {
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
      return;
    }
    response.end(
      this.trouble === "corrupt" ? body.map((byte, index) => (index === 9 ? byte ^ 1 : byte)) : body,
    );
  }
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
