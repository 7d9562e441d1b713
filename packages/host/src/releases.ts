export { openReleases, OciReleases, type OciReleasesOptions } from "./release/oci-releases.ts";
export { packRelease, type PackedRelease, type ReleaseParts } from "./release/pack-release.ts";
export {
  publishRelease,
  signRelease,
  type Published,
  type PublishOptions,
} from "./release/publish-release.ts";
export type { FindOptions, Release, ReleaseFixture, Releases } from "./release/release.ts";
export type { LockedRelease, LockedReleases } from "./release/lock-file.ts";
export { readLockFile } from "./release/lock-file.ts";
export type { ReleaseLimits } from "./release/unpack-release.ts";
export { parseRepository, splitReference, type Repository } from "./release/reference.ts";
export type { Credentials, RegistryOptions } from "./registry/registry-options.ts";
export { Store, type StoreAddition, type StoredRelease } from "./store/store.ts";
export {
  collectGarbage,
  verifyStore,
  type Collected,
  type StoreCheck,
  type StoreFault,
} from "./store/maintenance.ts";
export {
  generateKey,
  isPublicKey,
  readSigningKey,
  type NewKey,
  type PublicKey,
  type SigningKey,
} from "./trust/signing-key.ts";
export {
  parseTrustPolicy,
  readTrustPolicy,
  type TrustedKey,
  type TrustPolicy,
} from "./trust/trust-policy.ts";
