import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { openReleases, publishRelease, type RegistryOptions } from "@vial/host/releases";
import { expect, test } from "vitest";
import { expectFailure } from "../support/failure.ts";
import { StagedNetwork } from "../support/network.ts";
import { startRegistry, type OciRegistry } from "../support/oci-registry.ts";
import { echoRelease, newKey, trusting } from "../support/releases.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const key = newKey();
const packed = echoRelease("1.0.0", { key });
const certificate = (name: string): string =>
  fileURLToPath(new URL(`../support/certificates/${name}.pem`, import.meta.url));
const authority = readFileSync(certificate("authority"), "utf8");
const authorities = [authority];
/** Not this machine as far as the host knows: names are what TLS is about. */
const names = { "partner.example": [["127.0.0.1"]] };

function repositoryIn({ host }: OciRegistry): string {
  return `oci://${host.replace("127.0.0.1", "partner.example")}/lab/echo`;
}

/** Publishes a release and loads it. */
async function roundTrip(repository: string, options: RegistryOptions): Promise<string> {
  await using folder = await temporaryFolder();
  await publishRelease(packed, { repository, ...options });
  const store = join(folder.path, "store");
  const releases = await openReleases({ store, trust: trusting(key), ...options });
  return (await releases.find(repository, "^1")).digest;
}

test("a registry with a certificate of the hospital's own authority", async () => {
  using _network = new StagedNetwork(names);
  await using registry = await startRegistry(undefined, certificate("partner"));
  const repository = repositoryIn(registry);
  expect(await roundTrip(repository, { authorities })).toBe(packed.digest);
  // Who does not name the authority does not trust it.
  const error = await expectFailure(roundTrip(repository, {}), {
    code: "REGISTRY_VIOLATION",
    phase: "load",
    plugin: "echo",
  });
  expect(error.message).toContain("certificate");
});

test("an authority that Node trusts", async () => {
  using _network = new StagedNetwork(names);
  await using registry = await startRegistry(undefined, certificate("partner"));
  const before = getCACertificates("default");
  // What NODE_EXTRA_CA_CERTS does at a start.
  setDefaultCACertificates([...before, authority]);
  try {
    expect(await roundTrip(repositoryIn(registry), {})).toBe(packed.digest);
  } finally {
    setDefaultCACertificates(before);
  }
});

test.for(["other", "expired", "stranger"])("a certificate that is not the registry's: %s", async (name) => {
  using _network = new StagedNetwork(names);
  await using registry = await startRegistry(undefined, certificate(name));
  const refused = roundTrip(repositoryIn(registry), { authorities });
  await expectFailure(refused, { code: "REGISTRY_VIOLATION", phase: "load", plugin: "echo" });
});

test("without TLS only where the host says so", async () => {
  using _network = new StagedNetwork(names);
  await using registry = await startRegistry();
  const repository = repositoryIn(registry);
  const refused = roundTrip(repository, { requestMs: 10_000 });
  await expectFailure(refused, { code: "REGISTRY_UNAVAILABLE", phase: "load", plugin: "echo" });
  const insecureHosts = [registry.host.replace("127.0.0.1", "partner.example")];
  expect(await roundTrip(repository, { insecureHosts })).toBe(packed.digest);
});
