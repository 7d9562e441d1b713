import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { PluginManager } from "@vial/host";
import { generateKey, openReleases } from "@vial/host/releases";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRegistry, type OciRegistry } from "../../host/test/support/oci-registry.ts";
import { startTokenServer } from "../../host/test/support/token-server.ts";
import { readProject } from "../src/project/project.ts";
import { cargoPackages, dependenciesOf, goModules, npmPackages } from "../src/release/dependencies.ts";
import { sbomOf } from "../src/release/sbom.ts";
import { exampleProject, temporaryFolder } from "./support/folder.ts";
import { vial } from "./support/vial.ts";

let registry: OciRegistry;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(async () => registry?.[Symbol.asyncDispose]());

test("a plugin goes from its project to a host: keys, publish, trust, load, revoke", async () => {
  const cwd = exampleProject("triage-rules");
  const repository = `oci://${registry.host}/partners/triage-rules`;
  const made = await vial(["keys", "new", "partner.pem"], { cwd });
  expect(made.code).toBe(0);
  const publicKey = made.out.trim();
  expect(publicKey).toMatch(/^ed25519:/);
  expect(statSync(join(cwd, "partner.pem")).mode & 0o777).toBe(0o600);
  expect((await vial(["keys", "show", "partner.pem"], { cwd })).out.trim()).toBe(publicKey);

  const publish = ["publish", repository, "--key", "partner.pem", "--no-build", "--json"];
  const first = await vial(publish, { cwd });
  expect([first.code, first.error]).toEqual([0, expect.any(String)]);
  const published = JSON.parse(first.out) as { digest: string; fixtures: number; existed: boolean };
  expect(published).toMatchObject({ existed: false, digest: expect.stringMatching(/^sha256:/) });
  expect(published.fixtures).toBeGreaterThan(0);
  expect(JSON.parse((await vial(publish, { cwd })).out)).toEqual({ ...published, existed: true });

  const host = temporaryFolder();
  const trust = await vial(["keys", "trust", publicKey, "--names", "triage-*", "--owner", "Partner"], {
    cwd: host,
  });
  expect(trust.code).toBe(0);
  const options = { store: join(host, "plugin-store"), trust: join(host, "trust.json") };
  {
    await using plugins = new PluginManager({ releases: await openReleases(options) });
    await plugins.load("triage-rules", { source: `${repository}@*` });
    const result = await plugins.execute("triage-rules", { observations: [{ pulse: 128 }] });
    expect(result.json()).toMatchObject({ scores: [{ complete: false }] });
  }
  const list = await vial(["store", "list", "--json"], { cwd: host });
  expect(JSON.parse(list.out)).toMatchObject([{ name: "triage-rules", digest: published.digest }]);
  const verify = await vial(["store", "verify"], { cwd: host });
  expect([verify.code, verify.error]).toEqual([0, expect.stringContaining("0 faults")]);
  expect((await vial(["store", "gc", "--json"], { cwd: host })).out).toContain('"files": 0');

  expect((await vial(["keys", "revoke", publicKey], { cwd: host })).code).toBe(0);
  const revoked = await openReleases(options);
  await expect(revoked.find(repository, "*")).rejects.toMatchObject({ code: "RELEASE_REVOKED" });
  const again = await vial(["keys", "trust", publicKey, "--names", "triage-*"], { cwd: host });
  expect([again.code, again.error]).toEqual([1, expect.stringContaining("is revoked")]);

  // The partner makes another key and signs what is published with it.
  const fresh = (await vial(["keys", "new", "fresh.pem"], { cwd })).out.trim();
  const { version } = JSON.parse(readFileSync(join(cwd, "vial.json"), "utf8")) as { version: string };
  const signed = await vial(["keys", "sign", `${repository}@${version}`, "--key", "fresh.pem"], { cwd });
  expect([signed.code, signed.error]).toEqual([0, expect.stringContaining("signed")]);
  await vial(["keys", "trust", fresh, "--names", "triage-*"], { cwd: host });
  expect((await revoked.find(repository, "*")).digest).toBe(published.digest);
});

test("a store that is damaged is said to be, blob by blob", async () => {
  const cwd = exampleProject("triage-rules");
  writeFileSync(join(cwd, "partner.pem"), generateKey().privatePem);
  const published = await vial(["publish", "--store", "plugin-store", "--key", "partner.pem", "--no-build"], {
    cwd,
  });
  expect([published.code, published.out]).toEqual([0, expect.stringMatching(/^sha256:/)]);
  const digest = published.out.trim();
  writeFileSync(join(cwd, "plugin-store", "blobs", "sha256", digest.slice("sha256:".length)), "{}");
  const { code, out } = await vial(["store", "verify"], { cwd });
  expect(code).toBe(1);
  expect(out).toContain(`${digest} holds other bytes than its digest says (needed by triage-rules:`);
});

test("the SBOM names the plugin, its module's digest and what it is built from", async () => {
  const cwd = exampleProject("triage-rules");
  writeFileSync(join(cwd, "partner.pem"), generateKey().privatePem);
  const dependency = { packages: { "node_modules/@vial/as-pdk": { version: "1.2.3" } } };
  writeFileSync(
    join(cwd, "package.json"),
    JSON.stringify({ devDependencies: { "@vial/as-pdk": "^1.0.0", vitest: "*" } }),
  );
  writeFileSync(join(cwd, "package-lock.json"), JSON.stringify(dependency));
  await vial(["publish", "--store", "store", "--key", "partner.pem", "--no-build"], { cwd });
  const blobs = join(cwd, "store", "blobs", "sha256");
  const index = JSON.parse(readFileSync(join(cwd, "store", "index.json"), "utf8")) as {
    manifests: { digest: string }[];
  };
  const blob = (of: string): string => readFileSync(join(blobs, of.slice("sha256:".length)), "utf8");
  const { layers } = JSON.parse(blob(index.manifests[0]!.digest)) as {
    layers: { mediaType: string; digest: string }[];
  };
  const digestOf = (mediaType: string): string =>
    layers.find((layer) => layer.mediaType === mediaType)!.digest;
  const sbom = blob(digestOf("application/vnd.cyclonedx+json"));
  expect(await schemaFault(sbom)).toBeNull();
  expect(JSON.parse(sbom)).toMatchObject({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: {
      component: {
        name: "triage-rules",
        hashes: [{ alg: "SHA-256", content: digestOf("application/wasm").slice("sha256:".length) }],
      },
    },
    components: [
      { type: "library", name: "@vial/as-pdk", version: "1.2.3", purl: "pkg:npm/%40vial/as-pdk@1.2.3" },
    ],
  });
});

/** What CycloneDX's own JSON schema finds wrong with an SBOM; `null` when that is nothing. */
async function schemaFault(sbom: string): Promise<unknown> {
  return await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(sbom);
}

test("the SBOM of every language keeps to CycloneDX's schema", async () => {
  for (const name of ["triage-rules", "fhir-gateway", "lgpd-analyzer", "hl7-to-json"]) {
    const { folder, manifest } = await readProject(exampleProject(name));
    const dependencies = await dependenciesOf(folder, manifest.language);
    const authors = ["Ana <ana@partner.example>", "Laboratório São João"];
    const sbom = new TextDecoder().decode(sbomOf({ ...manifest, authors }, new Uint8Array(8), dependencies));
    expect([name, await schemaFault(sbom)]).toEqual([name, null]);
    const broken = sbom.replace('"type": "application"', '"type": "plugin"');
    expect([name, await schemaFault(broken)]).not.toEqual([name, null]);
  }
});

test("lock files say what a module is built from", () => {
  const cargo = `version = 4\n\n[[package]]\nname = "mine"\nversion = "0.1.0"\ndependencies = [\n "memchr",\n]\n
[[package]]\nname = "memchr"\nversion = "2.7.4"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${"a".repeat(64)}"\n`;
  expect(cargoPackages(cargo)).toEqual([
    { name: "memchr", version: "2.7.4", purl: "pkg:cargo/memchr@2.7.4", sha256: "a".repeat(64) },
  ]);
  const go =
    "module example.com/mine\n\ngo 1.26\n\nrequire example.com/one v1.0.0\n\nrequire (\n\tgithub.com/two/three/v2 v2.3.4 // indirect\n)\n";
  expect(goModules(go).map(({ purl }) => purl)).toEqual([
    "pkg:golang/example.com/one@v1.0.0",
    "pkg:golang/github.com/two/three/v2@v2.3.4",
  ]);
  expect(npmPackages("", "")).toEqual([]);
});

test.for<[string, readonly string[], number, string]>([
  ["nowhere to go", ["publish", "--key", "partner.pem", "--no-build"], 2, "nowhere to publish to"],
  ["no key", ["publish", "oci://127.0.0.1:1/triage-rules"], 2, "--key"],
  ["a key that is none", ["publish", "--store", "s", "--key", "vial.json", "--no-build"], 1, "KEY_INVALID"],
  [
    "another name",
    ["publish", "oci://127.0.0.1:1/other", "--key", "partner.pem", "--no-build"],
    1,
    "REFERENCE_INVALID",
  ],
  [
    "no registry",
    ["publish", "oci://127.0.0.1:1/triage-rules", "--key", "partner.pem", "--no-build"],
    1,
    "REGISTRY_UNAVAILABLE",
  ],
  [
    "no SBOM",
    ["publish", "--store", "s", "--key", "partner.pem", "--no-build", "--sbom", "vial.json"],
    1,
    "CycloneDX",
  ],
  ["a key that is there", ["keys", "new", "partner.pem"], 1, "is there already"],
  ["a public key that is none", ["keys", "trust", "abc", "--names", "x"], 2, "no public key"],
  [
    "a name that is none",
    ["keys", "trust", `ed25519:${"A".repeat(43)}=`, "--names", "*-x"],
    1,
    "TRUST_POLICY_INVALID",
  ],
  ["no policy", ["keys", "revoke", `ed25519:${"A".repeat(43)}=`], 1, "TRUST_POLICY_INVALID"],
  ["no store", ["store", "verify", "nowhere"], 1, "no store"],
])("bad input: %s", async ([, args, exit, says]) => {
  const cwd = exampleProject("triage-rules");
  writeFileSync(join(cwd, "partner.pem"), generateKey().privatePem);
  const { code, out, error } = await vial(args, { cwd });
  expect({ code, out }).toEqual({ code: exit, out: "" });
  expect(error).toContain(says);
  expect(error).not.toContain("defect");
});

test("credentials are those that docker login keeps, and are in no message", async () => {
  const cwd = exampleProject("triage-rules");
  await using guarded = await startRegistry({
    // The registry makes a password for this user when it has no file; ours is another, and so refused.
    htpasswd: { realm: "test", path: join(cwd, "htpasswd") },
  });
  writeFileSync(join(cwd, "partner.pem"), generateKey().privatePem);
  const auth = Buffer.from("partner:wrong-password-7").toString("base64");
  mkdirSync(join(cwd, "docker"));
  writeFileSync(join(cwd, "docker", "config.json"), JSON.stringify({ auths: { [guarded.host]: { auth } } }));
  chmodSync(join(cwd, "docker", "config.json"), 0o600);
  const args = [
    "publish",
    `oci://${guarded.host}/triage-rules`,
    "--key",
    "partner.pem",
    "--no-build",
    "--verbose",
  ];
  const { code, error } = await vial(args, { cwd, env: { DOCKER_CONFIG: join(cwd, "docker") } });
  expect([code, error]).toEqual([1, expect.stringContaining("REGISTRY_REFUSED")]);
  expect(error).toContain("refuses with status 401");
  expect(error).not.toContain("wrong-password-7");
  expect(error).not.toContain(auth);
  const anonymous = await vial(args, { cwd, env: { DOCKER_CONFIG: join(cwd, "none") } });
  expect(anonymous.error).toContain("there are none for it");
});

test.skipIf(process.platform === "win32")(
  "credentials are had from the helper that docker login uses",
  async () => {
    const cwd = exampleProject("triage-rules");
    const user = {
      username: "partner",
      password: "secret-of-the-helper-7",
      identityToken: "identity-of-the-helper-7",
    };
    await using tokens = await startTokenServer(cwd, user);
    await using guarded = await startRegistry(tokens.auth);
    writeFileSync(join(cwd, "partner.pem"), generateKey().privatePem);
    const [docker, bin] = [join(cwd, "docker"), join(cwd, "bin")];
    mkdirSync(docker);
    mkdirSync(bin);
    const answer = JSON.stringify({ ServerURL: "x", Username: user.username, Secret: user.password });
    const helper = `#!/bin/sh\n[ "$1 $(cat)" = "get ${guarded.host}" ] && echo '${answer}' && exit\necho "credentials not found"; exit 1\n`;
    writeFileSync(join(bin, "docker-credential-vault"), helper, { mode: 0o755 });
    const publish = async (config: object): Promise<{ code: number | null; error: string }> => {
      writeFileSync(join(docker, "config.json"), JSON.stringify(config));
      const address = `oci://${guarded.host}/triage-rules`;
      const trusted = tokens.origin.slice("http://".length);
      const args = ["publish", address, "--key", "partner.pem", "--no-build", "--trusted-host", trusted];
      const PATH = `${bin}${delimiter}${process.env["PATH"]}`;
      return await vial(args, { cwd, env: { DOCKER_CONFIG: docker, PATH } });
    };
    const elsewhere = await publish({ credHelpers: { "registry.example": "vault" } });
    expect([elsewhere.code, elsewhere.error]).toEqual([1, expect.stringContaining("REGISTRY_REFUSED")]);
    const missing = await publish({ credsStore: "nowhere" });
    expect([missing.code, missing.error]).toEqual([1, expect.stringContaining("docker-credential-nowhere")]);
    const path = await publish({ credsStore: "../docker-credential-vault" });
    expect(path.code).toBe(1);
    const auth = Buffer.from("partner:wrong").toString("base64");
    const published = await publish({
      credHelpers: { [guarded.host]: "vault" },
      auths: { [guarded.host]: { auth } },
    });
    expect([published.code, published.error]).toEqual([0, expect.stringContaining("published")]);
    expect((await publish({ credsStore: "vault" })).error).toContain("was there already");
    // What the helper does not have may be in the file.
    const inFile = Buffer.from(`${user.username}:${user.password}`).toString("base64");
    const auths = { [guarded.host]: { auth: inFile } };
    writeFileSync(join(bin, "docker-credential-empty"), "#!/bin/sh\necho nothing; exit 1\n", { mode: 0o755 });
    expect((await publish({ credsStore: "empty", auths })).code).toBe(0);
    // Where docker login was given an identity token instead of taking the password, it is had in the same two places.
    const token = JSON.stringify({ ServerURL: "x", Username: "<token>", Secret: user.identityToken });
    writeFileSync(join(bin, "docker-credential-tokens"), `#!/bin/sh\necho '${token}'\n`, { mode: 0o755 });
    expect((await publish({ credsStore: "tokens" })).code).toBe(0);
    const nameAlone = Buffer.from(`${user.username}:`).toString("base64");
    const identified = { auth: nameAlone, identitytoken: user.identityToken };
    expect((await publish({ auths: { [guarded.host]: identified } })).code).toBe(0);
  },
);
