import { setTimeout as sleep } from "node:timers/promises";
import { PluginError } from "../plugin-error.ts";
import { mediaTypes } from "../release/media-types.ts";
import { digestOf, type Digest } from "../source/digest.ts";
import type { RegistryResponse } from "./exchange.ts";
import { registryError } from "./registry-error.ts";
import type { RegistrySession } from "./session.ts";

const defaultChunkBytes = 4 * 1024 * 1024;
const maxAnswerBytes = 64 * 1024;
/** Failures in a row without a byte of progress. */
const maxFailures = 4;
/** How often an upload is begun. */
const maxUploads = 3;
const pauseMs = 200;

/** Uploads a blob, unless it is there. */
export async function uploadBlob(
  session: RegistrySession,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<Digest> {
  const digest = digestOf(bytes);
  const { path } = session.repository;
  const action = "pull,push";
  const there = await session.send({
    url: `${path}/blobs/${digest}`,
    method: "HEAD",
    action,
    maxBytes: 0,
    followsRedirects: true,
    signal,
  });
  if (there.status === 200) return digest;
  for (let attempt = 1; ; attempt++) {
    if (await uploadOnce(session, bytes, digest, signal)) return digest;
    if (attempt === maxUploads)
      throw registryError(
        "REGISTRY_UNAVAILABLE",
        session.repository,
        "forgot an upload half-way, again and again",
      );
  }
}

/** @returns whether it is whole: `false` when the registry forgot it half-way, as some do when an answer of theirs was lost. */
async function uploadOnce(
  session: RegistrySession,
  bytes: Uint8Array,
  digest: Digest,
  signal?: AbortSignal,
): Promise<boolean> {
  const action = "pull,push";
  const started = await session.send({
    url: `${session.repository.path}/blobs/uploads/`,
    method: "POST",
    action,
    maxBytes: maxAnswerBytes,
    signal,
  });
  if (started.status !== 202) throw refusal(session, started);
  const location = await sendChunks(session, bytes, uploadAddress(session, started), signal);
  if (location === undefined) return false;
  location.searchParams.set("digest", digest);
  const finished = await session.send({
    url: location,
    method: "PUT",
    action,
    maxBytes: maxAnswerBytes,
    signal,
  });
  if (finished.status !== 201) throw refusal(session, finished);
  return true;
}

/** @returns where the upload is ended; nothing when the registry does not know it any more. */
async function sendChunks(
  session: RegistrySession,
  bytes: Uint8Array,
  start: URL,
  signal?: AbortSignal,
): Promise<URL | undefined> {
  const chunkBytes = session.options.chunkBytes ?? defaultChunkBytes;
  let url = start;
  let offset = 0;
  for (let failures = 0; offset < bytes.length;) {
    const chunk = bytes.subarray(offset, offset + chunkBytes);
    try {
      const response = await session.send({
        url,
        method: "PATCH",
        action: "pull,push",
        headers: {
          "content-type": "application/octet-stream",
          "content-range": `${offset}-${offset + chunk.length - 1}`,
        },
        body: chunk,
        maxBytes: maxAnswerBytes,
        isTransfer: true,
        signal,
      });
      if (response.status !== 202) throw refusal(session, response);
      url = uploadAddress(session, response);
      offset += chunk.length;
      failures = 0;
    } catch (error) {
      if (
        !(error instanceof PluginError) ||
        error.code !== "REGISTRY_UNAVAILABLE" ||
        ++failures === maxFailures
      )
        throw error;
      await sleep(pauseMs * 2 ** failures);
      const state = await session.send({
        url,
        method: "GET",
        action: "pull,push",
        maxBytes: maxAnswerBytes,
        signal,
      });
      if (state.status === 404) return undefined;
      if (state.status !== 204) throw refusal(session, state);
      url = uploadAddress(session, state);
      offset = received(session, state, bytes.length);
    }
  }
  return url;
}

/** Where the registry has got to: `Range: 0-<last byte>`, whose end is 0 also when there is nothing yet. */
function received(session: RegistrySession, { headers }: RegistryResponse, length: number): number {
  const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(headers.get("range") ?? "")?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(last) || last >= length)
    throw registryError(
      "REGISTRY_VIOLATION",
      session.repository,
      "does not say how much of an upload it has",
    );
  return last === 0 ? 0 : last + 1;
}

/** Uploads carry the authorization: they stay with the registry. */
function uploadAddress(session: RegistrySession, { headers }: RegistryResponse): URL {
  const url = URL.parse(headers.get("location") ?? "", session.endpoint);
  if (headers.get("location") !== null && url?.origin === session.endpoint.origin) return url;
  throw registryError(
    "REGISTRY_VIOLATION",
    session.repository,
    "sends an upload to another host, or nowhere",
  );
}

/** Uploads a manifest under a tag, or else its digest. */
export async function putManifest(
  session: RegistrySession,
  bytes: Uint8Array,
  tag: string | undefined,
  signal?: AbortSignal,
): Promise<{ readonly digest: Digest; readonly headers: RegistryResponse["headers"] }> {
  const digest = digestOf(bytes);
  const headers = { "content-type": mediaTypes.imageManifest };
  const response = await putDocument(session, bytes, tag ?? digest, headers, signal);
  if (response.status !== 201) throw refusal(session, response);
  return { digest, headers: response.headers };
}

/** Uploads an index under a tag, unless the condition no longer holds and the registry heeds such conditions. */
export async function putIndex(
  session: RegistrySession,
  bytes: Uint8Array,
  tag: string,
  condition: Readonly<Record<string, string>> | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const headers = { "content-type": mediaTypes.imageIndex, ...condition };
  const response = await putDocument(session, bytes, tag, headers, signal);
  if (response.status !== 201 && response.status !== 412) throw refusal(session, response);
}

async function putDocument(
  session: RegistrySession,
  body: Uint8Array,
  reference: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<RegistryResponse> {
  return await session.send({
    url: `${session.repository.path}/manifests/${reference}`,
    method: "PUT",
    action: "pull,push",
    headers,
    body,
    maxBytes: maxAnswerBytes,
    signal,
  });
}

function refusal(session: RegistrySession, { status }: RegistryResponse): PluginError {
  return registryError("REGISTRY_REFUSED", session.repository, `does not take the upload (status ${status})`);
}
