import { literalAddress } from "../engine/http/address.ts";

/** Whether a host (`host`, `host:port`) is this machine. */
export function isLoopback(host: string): boolean {
  const url = URL.parse(`http://${host}`);
  if (url === null) return false;
  if (url.hostname === "localhost") return true;
  const address = literalAddress(url);
  return address !== undefined && (address === "::1" || /^127\.\d+\.\d+\.\d+$/.test(address));
}

/** The address of a registry's API: with TLS unless it is this machine or the host says otherwise. */
export function endpointOf(host: string, insecureHosts: readonly string[] = []): URL {
  const scheme = isLoopback(host) || insecureHosts.includes(host) ? "http" : "https";
  return new URL(`${scheme}://${host}/v2/`);
}
