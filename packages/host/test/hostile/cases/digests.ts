import { createHash } from "node:crypto";
import { directEcho, kernelEcho } from "../../support/echo.ts";
import type { HostileCase, Outcome } from "../hostile-case.ts";

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const mismatch: readonly Outcome[] = ["load DIGEST_MISMATCH"];

/** The same module for every reader, with a byte more in a custom section. */
const padded = Uint8Array.from([...directEcho, 0, 2, 1, 0x78]);

export const cases: readonly HostileCase[] = [
  {
    name: "a module in the place of another",
    source: directEcho,
    options: { digest: digestOf(kernelEcho) },
    refused: mismatch,
  },
  {
    name: "a module with a custom section more",
    source: padded,
    options: { digest: digestOf(directEcho) },
    refused: mismatch,
  },
  {
    name: "bytes that are no module, under a module's digest",
    source: new Uint8Array(8),
    options: { digest: digestOf(directEcho) },
    refused: mismatch,
  },
  {
    name: "the right module, but second in the manifest",
    source: {
      wasm: [
        { name: "side", data: directEcho },
        { name: "main", data: kernelEcho },
      ],
    },
    options: { digest: digestOf(directEcho) },
    refused: mismatch,
  },
  {
    name: "a manifest's own hash that does not hold",
    source: { wasm: [{ data: directEcho, hash: "0".repeat(64) }] },
    refused: mismatch,
  },
  {
    name: "a digest of another kind",
    source: directEcho,
    options: { digest: `md5:${"0".repeat(32)}` },
    refused: ["load INVALID_OPTION"],
  },
];
