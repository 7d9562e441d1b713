import { promisify } from "node:util";
import type { LookupAddress } from "node:dns";
import { expect, test } from "vitest";
import { isPublic, publicLookup } from "../../src/engine/http/address.ts";

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "100.64.0.1",
  "169.254.169.254",
  "192.0.0.1",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "fe80::1",
  "fc00::1",
  "fd00:ec2::254",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "64:ff9b::808:808",
  "64:ff9b:1::7f00:1",
  "2002:7f00:1::",
  "2001::1",
  "2001:db8::1",
  "not an address",
])("%s is not public", (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450:4009::1"])(
  "%s is public",
  (address) => {
    expect(isPublic(address)).toBe(true);
  },
);

/** What a name resolves to, one answer after the other. */
function resolving(...answers: readonly (readonly string[])[]) {
  const open = [...answers];
  return publicLookup((_name, _options, callback) => {
    const addresses = open.shift()!.map((address): LookupAddress => ({ address, family: 4 }));
    callback(null, addresses);
  });
}

test("a connection gets the addresses that were checked, and a name that changes is refused next time", async () => {
  const lookup = promisify(resolving(["8.8.8.8"], ["127.0.0.1"])) as (
    name: string,
    options: object,
  ) => Promise<unknown>;
  expect(await lookup("rebinding.example", { all: true })).toEqual([{ address: "8.8.8.8", family: 4 }]);
  await expect(lookup("rebinding.example", { all: true })).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
});

test("one private address among several is enough", async () => {
  const lookup = promisify(resolving(["8.8.8.8", "10.0.0.1"])) as (
    name: string,
    o: object,
  ) => Promise<unknown>;
  await expect(lookup("mixed.example", {})).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
});
