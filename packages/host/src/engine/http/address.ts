import { lookup as systemLookup, type LookupAddress, type LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** A name has an address that plugins may not reach. Its code is what errors of a connection are told apart by. */
export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  readonly code = "ADDRESS_REFUSED";
}

/** Prefixes that carry an IPv4 address to where IPv6 does not reach: 6to4, NAT64, Teredo, and mapped ones. */
const tunnels: ReadonlySet<string> = new Set(["ipv4Mapped", "rfc6145", "rfc6052", "6to4", "teredo"]);

/**
 * Whether an address is one of the public internet: not loopback, private, link-local (where clouds have their metadata),
 * carrier-grade NAT, multicast, reserved, and no IPv4 address in IPv6 clothes.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (tunnels.has(range)) return false;
  return range === "unicast" && !isLocalNat64(parsed);
}

/** 64:ff9b:1::/48 (RFC 8215), NAT64 of a network's own, and IPv4-compatible addresses (::/96). */
function isLocalNat64(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.kind() === "ipv4") return false;
  return [localNat64, ipv4Compatible].some((range) => address.match(range));
}

const localNat64 = ipaddr.parseCIDR("64:ff9b:1::/48");
const ipv4Compatible = ipaddr.parseCIDR("::/96");

/** The address that a URL's host is, without an IPv6 address's brackets; nothing when it is a name. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

type Resolve = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks a name up for a connection, which then goes to the very addresses that were checked: a name that resolves to
 * another one a moment later changes nothing.
 */
export function publicLookup(resolve: Resolve = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublic(address)))
        return callback(new AddressRefused("the name has an address that is not public"), []);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}
