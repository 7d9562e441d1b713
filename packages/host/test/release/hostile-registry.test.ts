import { readdir } from "node:fs/promises";
import { inspect } from "node:util";
import { join } from "node:path";
import type { ErrorCode, PluginError } from "@vial/host";
import { openReleases, type RegistryOptions } from "@vial/host/releases";
import { describe, expect, test } from "vitest";
import { endpointOf } from "../../src/registry/endpoint.ts";
import { expectFailure } from "../support/failure.ts";
import { startServer } from "../support/http-server.ts";
import { echoRelease, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { isFor, manifestType, serveRelease, type Misbehaviour } from "./served-release.ts";

const key = newKey();
const packed = echoRelease("1.0.0", { key });
const secret = "s3cr3t-of-the-hospital";
/** How long an answer is waited for that never comes. Where one comes, the default gives a busy machine its time. */
const never = { requestMs: 500, transferMs: 500 };

interface Case {
  readonly misbehave: Misbehaviour;
  readonly code: ErrorCode;
  readonly options?: RegistryOptions;
}

/** Writes for as long as anybody reads. */
const endless: Misbehaviour = (_, response) => {
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
  return true;
};

function when(what: Parameters<typeof isFor>[1], then: Misbehaviour): Misbehaviour {
  return (request, response) => isFor(request, what) && then(request, response) !== false;
}

function answer(
  status: number,
  headers: Record<string, string> = {},
  body = "<html>hello</html>",
): Misbehaviour {
  return (_, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
}

const challenge = (realm: string): Misbehaviour =>
  answer(401, { "www-authenticate": `Bearer realm="${realm}",service="it"` });
const large = 300 * 1024;

const cases: Readonly<Record<string, Case>> = {
  "answers 500": { misbehave: answer(500), code: "REGISTRY_UNAVAILABLE" },
  "answers 500 for blobs": { misbehave: when("blob", answer(500)), code: "REGISTRY_UNAVAILABLE" },
  "asks to wait": { misbehave: answer(429), code: "REGISTRY_UNAVAILABLE" },
  "never answers": { misbehave: () => true, code: "REGISTRY_UNAVAILABLE", options: never },
  "never ends its answer": {
    misbehave: when("manifest", (_, response) => {
      response.writeHead(200, { "content-type": manifestType, "content-length": "1000" }).write("{");
    }),
    code: "REGISTRY_UNAVAILABLE",
    options: never,
  },
  "never ends a blob": {
    misbehave: when("blob", (_, response) => void response.writeHead(200).write("x")),
    code: "REGISTRY_UNAVAILABLE",
    options: { transferMs: never.transferMs },
  },
  "closes the connection": {
    misbehave: (request) => {
      request.socket.destroy();
      return true;
    },
    code: "REGISTRY_UNAVAILABLE",
  },
  "breaks off half-way": {
    misbehave: when("blob", (request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half of it", () => request.socket.destroy());
    }),
    code: "REGISTRY_UNAVAILABLE",
  },
  "states a length that is too long": {
    misbehave: when("manifest", (request, response) => {
      response.writeHead(200, {
        "content-type": manifestType,
        "content-length": String(packed.manifest.length + 9),
      });
      response.write(packed.manifest, () => request.socket.end());
    }),
    code: "REGISTRY_UNAVAILABLE",
  },
  "ends a blob early, and says that was all": {
    misbehave: when("blob", answer(200, {}, "ha")),
    code: "DIGEST_MISMATCH",
  },
  "sends another blob": {
    misbehave: when("blob", answer(200, {}, "x".repeat(100))),
    code: "DIGEST_MISMATCH",
  },
  "sends another manifest than it says": {
    misbehave: when(
      "manifest",
      answer(
        200,
        { "content-type": manifestType, "docker-content-digest": `sha256:${"0".repeat(64)}` },
        "{}",
      ),
    ),
    code: "DIGEST_MISMATCH",
  },
  "sends a body without end for a manifest": {
    misbehave: when("manifest", endless),
    code: "REGISTRY_VIOLATION",
  },
  "sends a body without end for the tags": { misbehave: when("tags", endless), code: "REGISTRY_VIOLATION" },
  "sends a body without end for a blob": { misbehave: when("blob", endless), code: "REGISTRY_VIOLATION" },
  "sends a huge manifest": {
    misbehave: when("manifest", answer(200, { "content-type": manifestType }, " ".repeat(large))),
    code: "REGISTRY_VIOLATION",
  },
  "sends a web page for the tags": { misbehave: when("tags", answer(200)), code: "REGISTRY_VIOLATION" },
  "sends a web page for the manifest": {
    misbehave: when("manifest", answer(200, { "content-type": "text/html" })),
    code: "RELEASE_INVALID",
  },
  "sends deeply nested JSON": {
    misbehave: when("manifest", answer(200, { "content-type": manifestType }, "[".repeat(100_000))),
    code: "RELEASE_INVALID",
  },
  "lists tags for ever": {
    misbehave: when("tags", (request, response) => {
      const page = Number(/n=(\d+)/.exec(request.url!)?.[1] ?? 0);
      const tags = Array.from({ length: 2000 }, (_, index) => `t${page}-${index}`);
      const link = `</v2/echo/tags/list?n=${page + 1}>; rel="next"`;
      response.writeHead(200, { link }).end(JSON.stringify({ tags }));
    }),
    code: "REGISTRY_VIOLATION",
  },
  "continues its tags elsewhere": {
    misbehave: when("tags", answer(200, { link: '<http://127.0.0.1:1/v2/>; rel="next"' }, '{"tags":[]}')),
    code: "REGISTRY_VIOLATION",
  },
  "redirects the manifest": {
    misbehave: when("manifest", answer(307, { location: "/v2/other/manifests/1.0.0" })),
    code: "REGISTRY_VIOLATION",
  },
  "redirects blobs in a circle": {
    misbehave: when(
      "blob",
      (request, response) => void response.writeHead(307, { location: request.url }).end(),
    ),
    code: "REGISTRY_VIOLATION",
  },
  "redirects to an address without TLS": {
    misbehave: when("blob", answer(307, { location: "http://storage.example/blob" })),
    code: "REGISTRY_VIOLATION",
  },
  "redirects to a cloud's metadata": {
    misbehave: when("blob", answer(307, { location: "https://169.254.169.254/latest/meta-data" })),
    code: "REGISTRY_VIOLATION",
  },
  "redirects to a file": {
    misbehave: when("blob", answer(307, { location: "file:///etc/passwd" })),
    code: "REGISTRY_VIOLATION",
  },
  refuses: { misbehave: answer(403), code: "REGISTRY_REFUSED" },
  "wants an unknown kind of authorization": {
    misbehave: answer(401, { "www-authenticate": 'Negotiate realm="x"' }),
    code: "REGISTRY_REFUSED",
  },
  "wants tokens from elsewhere": {
    misbehave: challenge("https://tokens.example/token"),
    code: "REGISTRY_REFUSED",
  },
  "wants tokens from a file": { misbehave: challenge("file:///etc/passwd"), code: "REGISTRY_VIOLATION" },
  "has no such release": { misbehave: answer(404), code: "RELEASE_NOT_FOUND" },
  "lacks a blob": { misbehave: when("blob", answer(404)), code: "RELEASE_NOT_FOUND" },
};

describe.concurrent("a registry that", () => {
  test.for(Object.entries(cases))("%s", async ([, { misbehave, code, options }]) => {
    await using server = await serveRelease(packed, misbehave);
    await using folder = await temporaryFolder();
    const store = join(folder.path, "store");
    const releases = await openReleases({
      store,
      trust: trusting(key),
      credentials: () => ({ username: "hospital", password: secret }),
      ...options,
    });
    const host = server.origin.slice("http://".length);
    const error = await expectFailure(releases.find(`oci://${host}/echo`, "^1.0.0"), {
      code,
      phase: "load",
      plugin: "echo",
    });
    expectNothingSecret(error);
    expect(await releases.store.list()).toEqual([]);
    expect(await readdir(join(store, ".vial", "unfinished"))).toEqual([]);
  });
});

test("credentials go to the registry's own token server, and to no other", async () => {
  const heard: (string | undefined)[] = [];
  await using elsewhere = await startServer((request, response) => {
    heard.push(request.headers.authorization);
    response.end(JSON.stringify({ token: "abc" }));
  });
  await using folder = await temporaryFolder();
  await using server = await serveRelease(packed, (request, response) => {
    if (request.headers.authorization === "Bearer abc") return false;
    return challenge(`${elsewhere.origin}/token`)(request, response);
  });
  const host = server.origin.slice("http://".length);
  const options = {
    store: join(folder.path, "store"),
    trust: trusting(key),
    credentials: () => ({ username: "hospital", password: secret }),
  };
  const wary = await openReleases(options);
  const refused = wary.find(`oci://${host}/echo`, "1.0.0");
  expectNothingSecret(
    await expectFailure(refused, { code: "REGISTRY_REFUSED", phase: "load", plugin: "echo" }),
  );
  expect(heard).toEqual([]);
  const told = await openReleases({ ...options, trustedHosts: [elsewhere.origin.slice("http://".length)] });
  expect((await told.find(`oci://${host}/echo`, "1.0.0")).version).toBe("1.0.0");
  const expected = `Basic ${Buffer.from(`hospital:${secret}`).toString("base64")}`;
  expect(heard).toEqual([expected]);
});

test("a download that is redirected takes no authorization along", async () => {
  const heard: (string | undefined)[] = [];
  await using storage = await serveRelease(packed, (request) => {
    heard.push(request.headers.authorization);
  });
  await using folder = await temporaryFolder();
  await using server = await serveRelease(packed, (request, response) => {
    if (request.headers.authorization === undefined)
      return answer(401, { "www-authenticate": "Basic" })(request, response);
    return (
      isFor(request, "blob") &&
      answer(307, { location: `${storage.origin}${request.url}` })(request, response)
    );
  });
  const releases = await openReleases({
    store: join(folder.path, "store"),
    trust: trusting(key),
    credentials: () => ({ username: "hospital", password: secret }),
  });
  const host = server.origin.slice("http://".length);
  expect((await releases.find(`oci://${host}/echo`, "1.0.0")).version).toBe("1.0.0");
  expect(heard.length).toBeGreaterThan(0);
  expect(heard.filter((each) => each !== undefined)).toEqual([]);
});

test("what fails once and then works is not noticed", async () => {
  await using folder = await temporaryFolder();
  const failed = new Set<string>();
  await using server = await serveRelease(packed, (request, response) => {
    if (failed.has(request.url!)) return false;
    failed.add(request.url!);
    return answer(503)(request, response);
  });
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
  const host = server.origin.slice("http://".length);
  expect((await releases.find(`oci://${host}/echo`, "^1")).version).toBe("1.0.0");
  expect(failed.size).toBeGreaterThan(3);
});

test("what has not changed is not sent again", async () => {
  await using folder = await temporaryFolder();
  const statuses: number[] = [];
  await using server = await serveRelease(packed, (request, response) => {
    response.setHeader("etag", `"${request.url}"`);
    response.on("finish", () => statuses.push(response.statusCode));
    return request.headers["if-none-match"] === `"${request.url}"` && answer(304, {}, "")(request, response);
  });
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
  const host = server.origin.slice("http://".length);
  await releases.find(`oci://${host}/echo`, "^1");
  statuses.length = 0;
  expect((await releases.find(`oci://${host}/echo`, "^1")).digest).toBe(packed.digest);
  expect(statuses).toEqual([304, 304]);
});

test("a find that is aborted ends", async () => {
  await using folder = await temporaryFolder();
  await using server = await serveRelease(packed, () => true);
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
  const host = server.origin.slice("http://".length);
  const abort = new AbortController();
  const pending = releases.find(`oci://${host}/echo`, "^1", { signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  await expectFailure(pending, { code: "CALL_ABORTED", phase: "load", plugin: "echo" });
});

test("a registry is spoken to with TLS, unless it is this machine or the host says otherwise", () => {
  const schemes = [
    "registry.example",
    "10.0.0.1:5000",
    "127.0.0.1.example",
    "localhost",
    "127.9.9.9:1",
    "[::1]:5000",
  ];
  expect(schemes.map((host) => endpointOf(host).protocol)).toEqual([
    "https:",
    "https:",
    "https:",
    "http:",
    "http:",
    "http:",
  ]);
  expect(endpointOf("10.0.0.1:5000", ["10.0.0.1:5000"]).protocol).toBe("http:");
});

function expectNothingSecret(error: PluginError): void {
  const basic = Buffer.from(`hospital:${secret}`).toString("base64");
  const everything = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error);
  for (const each of [secret, basic, "<html>"]) expect(everything).not.toContain(each);
}
