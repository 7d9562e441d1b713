import { join } from "node:path";
import { openReleases, publishRelease } from "@vial/host/releases";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { startRegistry } from "../support/oci-registry.ts";
import { startProxy } from "../support/proxy.ts";
import { echoRelease, encode, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startTokenServer } from "../support/token-server.ts";

const input = new Uint8Array(900_000).map((_, index) => (index * 7919) >>> 3);
const fixtures = [{ name: "large", input, match: "exact" }] as const;

test.for(["lose the request", "lose the answer"] as const)(
  "an upload ends well when connections %s",
  async (what) => {
    await using registry = await startRegistry();
    await using folder = await temporaryFolder();
    const patches: string[] = [];
    await using proxy = await startProxy(registry.host, ({ method, headers }) => {
      if (method !== "PATCH") return undefined;
      patches.push(String(headers["content-range"]));
      // This registry gives an upload up when an answer of its own was lost: it is begun again, once.
      const isLost = what === "lose the answer" ? patches.length === 4 : patches.length % 3 === 2;
      return isLost ? what : undefined;
    });
    const host = proxy.origin.slice("http://".length);
    const key = newKey();
    const packed = echoRelease("1.0.0", { key, fixtures });
    const repository = `oci://${host}/echo`;
    await publishRelease(packed, { repository, chunkBytes: 300_000 });
    // What had arrived is not sent again, as far as the registry remembers it.
    expect(patches.filter((range) => range.startsWith("300000-")).length).toBeGreaterThan(1);
    if (what === "lose the request")
      expect(patches.filter((range) => range.startsWith("0-29"))).toHaveLength(1);
    const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(key) });
    const release = await releases.find(`oci://${registry.host}/echo`, "1.0.0");
    expect(release.digest).toBe(packed.digest);
    expect(Buffer.compare(release.fixtures[0]!.input, input)).toBe(0);
  },
);

test("an upload that never gets on is given up", async () => {
  await using registry = await startRegistry();
  await using proxy = await startProxy(registry.host, ({ method }) =>
    method === "PATCH" ? "lose the request" : undefined,
  );
  const repository = `oci://${proxy.origin.slice("http://".length)}/echo`;
  const pending = publishRelease(echoRelease("1.0.0", { key: newKey() }), { repository });
  await expectFailure(pending, { code: "REGISTRY_UNAVAILABLE", phase: "load", plugin: "echo" });
  // What is not whole has no tag.
  await using folder = await temporaryFolder();
  const releases = await openReleases({ store: join(folder.path, "store"), trust: trusting(newKey()) });
  const none = releases.find(`oci://${registry.host}/echo`, "*");
  await expectFailure(none, { code: "RELEASE_NOT_FOUND", phase: "load", plugin: "echo" });
});

test("a registry that wants tokens gets them: to pull for anybody, to push for who may", async () => {
  await using folder = await temporaryFolder();
  const user = { username: "partner", password: "p4ssw0rd-of-the-partner" };
  await using tokens = await startTokenServer(folder.path, user);
  await using registry = await startRegistry(tokens.auth);
  const repository = `oci://${registry.host}/partners/echo`;
  const trustedHosts = [tokens.origin.slice("http://".length)];
  const key = newKey();
  const packed = echoRelease("1.0.0", {
    key,
    fixtures: [{ name: "one", input: encode("{}"), match: "json" }],
  });
  const refusal = { code: "REGISTRY_REFUSED", phase: "load", plugin: "echo" } as const;

  await expectFailure(publishRelease(packed, { repository, trustedHosts }), refusal);
  const wrong = { ...user, password: "another" };
  await expectFailure(
    publishRelease(packed, { repository, trustedHosts, credentials: () => wrong }),
    refusal,
  );
  await publishRelease(packed, { repository, trustedHosts, credentials: () => user });
  expect(tokens.scopes).toContain("repository:partners/echo:pull,push");

  tokens.scopes.splice(0);
  const releases = await openReleases({
    store: join(folder.path, "store"),
    trust: trusting(key),
    trustedHosts,
  });
  expect((await releases.find(repository, "^1")).digest).toBe(packed.digest);
  // One token does for all of it, and asks for no more than it takes.
  expect(tokens.scopes).toEqual(["repository:partners/echo:pull"]);
});

test("with a token server, an identity token gets tokens like a password", async () => {
  await using folder = await temporaryFolder();
  const identityToken = "identity+token/of=the&partner";
  const user = { username: "partner", password: "not-used-1", identityToken };
  await using tokens = await startTokenServer(folder.path, user);
  await using registry = await startRegistry(tokens.auth);
  const repository = `oci://${registry.host}/partners/echo`;
  const trustedHosts = [tokens.origin.slice("http://".length)];
  const packed = echoRelease("1.0.0", { key: newKey() });
  const publish = (token: string): ReturnType<typeof publishRelease> =>
    publishRelease(packed, { repository, trustedHosts, credentials: () => ({ identityToken: token }) });

  const refusal = { code: "REGISTRY_REFUSED", phase: "load", plugin: "echo" } as const;
  const refused = await expectFailure(publish("expired-token-7"), refusal);
  expect(refused.message).toContain("refuses with status 400");
  expect(refused.message).not.toContain("expired-token-7");
  tokens.scopes.splice(0);
  expect(await publish(identityToken)).toMatchObject({ existed: false });
  expect(new Set(tokens.scopes)).toEqual(
    new Set(["repository:partners/echo:pull", "repository:partners/echo:pull,push"]),
  );
});

test("a registry that wants a password gets no identity token", async () => {
  await using folder = await temporaryFolder();
  await using registry = await startRegistry({
    htpasswd: { realm: "test", path: join(folder.path, "htpasswd") },
  });
  const repository = `oci://${registry.host}/partners/echo`;
  const packed = echoRelease("1.0.0", { key: newKey() });
  const pending = publishRelease(packed, { repository, credentials: () => ({ identityToken: "token-7" }) });
  const refusal = { code: "REGISTRY_REFUSED", phase: "load", plugin: "echo" } as const;
  const { message } = await expectFailure(pending, refusal);
  expect(message).toContain("wants a password, and there is an identity token");
});
