/** Who asks. */
export type Credentials =
  | {
      readonly username: string;
      /** Or an access token, where a registry gives such. */
      readonly password: string;
    }
  | {
      /** Docker's `identitytoken`: the registry's token server gives access for it, as for a refresh token of OAuth 2.0. */
      readonly identityToken: string;
    };

/** How registries are talked to. */
export interface RegistryOptions {
  /** Who asks at a registry (`host` or `host:port`); nobody unless set. */
  readonly credentials?: (host: string) => Credentials | undefined | Promise<Credentials | undefined>;
  /**
   * Other hosts (`host` or `host:port`) that are part of a registry: they may be asked for tokens, which they get the credentials for,
   * and downloads may lead to them at private addresses.
   */
  readonly trustedHosts?: readonly string[];
  /** Hosts that are talked to without TLS. Loopback always is; nothing else unless it is named here. */
  readonly insecureHosts?: readonly string[];
  /**
   * Certificates, in PEM, of authorities that are trusted besides Node's own (`NODE_EXTRA_CA_CERTS` adds to those): for registries inside a
   * hospital.
   */
  readonly authorities?: readonly string[];
  /** How long an answer may take, in milliseconds: 10,000 unless set. */
  readonly requestMs?: number;
  /** How long a blob may take in all, in milliseconds: 120,000 unless set. */
  readonly transferMs?: number;
  /** Bytes of a blob in one request of an upload: 4 MiB unless set. */
  readonly chunkBytes?: number;
}
