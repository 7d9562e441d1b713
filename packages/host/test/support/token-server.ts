import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { startServer, type TestServer } from "./http-server.ts";

const service = "test-registry";
const issuer = "test-tokens";

/**
 * A server of tokens, as the distribution project's registries ask for them, that knows one user, by password or by identity token
 * (https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/).
 */
export interface TokenServer extends TestServer {
  /** The part of a registry's configuration that has it ask here. */
  readonly auth: object;
  /** The scopes that were asked for, in order. */
  readonly scopes: string[];
}

export async function startTokenServer(
  folder: string,
  user: { readonly username: string; readonly password: string; readonly identityToken?: string },
): Promise<TokenServer> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const scopes: string[] = [];
  const expected = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString("base64")}`;
  const server = await startServer(async (request, response) => {
    const isOAuth = request.method === "POST";
    const parameters = isOAuth
      ? new URLSearchParams(await textOf(request))
      : new URL(request.url!, "http://127.0.0.1").searchParams;
    const scope = parameters.get("scope") ?? "";
    scopes.push(scope);
    const isKnown = isOAuth
      ? isRefresh(parameters, user.identityToken)
      : request.headers.authorization === expected;
    // Anybody may pull; who is known may push.
    const isAnonymous = !isOAuth && request.headers.authorization === undefined;
    if (!isKnown && !isAnonymous) {
      response.writeHead(isOAuth ? 400 : 401).end();
      return;
    }
    const [type, name, actions = ""] = scope.split(":");
    const granted = actions.split(",").filter((action) => isKnown || action === "pull");
    const claims = { aud: parameters.get("service"), access: [{ type, name, actions: granted }] };
    const token = makeToken(claims, privateKey, publicKey);
    response.end(JSON.stringify(isOAuth ? { access_token: token, scope, expires_in: 300 } : { token }));
  });
  const bundle = join(folder, "tokens.pem");
  await writeFile(bundle, certificateOf(privateKey, publicKey));
  return {
    ...server,
    auth: { token: { realm: `${server.origin}/token`, service, issuer, rootcertbundle: bundle } },
    scopes,
  };
}

/** Whether a form asks for access for this identity token, with all that such a form has to have. */
function isRefresh(form: URLSearchParams, identityToken: string | undefined): boolean {
  return (
    form.get("grant_type") === "refresh_token" &&
    form.has("client_id") &&
    identityToken !== undefined &&
    form.get("refresh_token") === identityToken
  );
}

function makeToken(claims: object, privateKey: KeyObject, publicKey: KeyObject): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { typ: "JWT", alg: "ES256", kid: keyId(publicKey) };
  const all = { iss: issuer, sub: "", exp: now + 300, nbf: now - 60, iat: now, jti: randomUUID(), ...claims };
  const signed = [header, all]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

/** How libtrust names a key: 240 bits of its SHA-256 in base32, in groups of four. */
function keyId(key: KeyObject): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const hash = createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest()
    .subarray(0, 30);
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const text = bits.match(/.{5}/g)!.map((five) => alphabet[Number.parseInt(five, 2)]);
  return text.join("").match(/.{4}/g)!.join(":");
}

/** One value in DER (X.690), of less than 64 KiB. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : long)]), content]);
}

/** A certificate with no names, which registries read a key from (RFC 5280, section 4.1). */
function certificateOf(privateKey: KeyObject, publicKey: KeyObject): string {
  const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
  const algorithm = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
  const time = (text: string): Buffer => der(0x17, Buffer.from(text));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    sequence(),
    sequence(time("200101000000Z"), time("491231235959Z")),
    sequence(),
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const base64 = sequence(body, algorithm, signature)
    .toString("base64")
    .match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${base64.join("\n")}\n-----END CERTIFICATE-----\n`;
}
