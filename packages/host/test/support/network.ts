import dns, { type LookupAddress, type LookupOptions } from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { isIP } from "node:net";

/** An address of the public internet, behind which a {@link StagedNetwork} has this machine. Nothing is sent to it. */
export const publicAddress = "8.8.8.8";

interface TcpWrap {
  readonly TCP: { prototype: { connect(request: unknown, address: string, port: number): number } };
}

type Callback = (error: Error | null, addresses: string | LookupAddress[], family?: number) => void;

const { TCP } = (process as unknown as { binding(name: "tcp_wrap"): TcpWrap }).binding("tcp_wrap");

/**
 * A network as an attacker has it: names resolve to what the test says, one answer after the other (the last one stays), and
 * connections to {@link publicAddress} end up here. Everything in between is the real thing.
 */
export class StagedNetwork implements Disposable {
  /** Names in the order in which they were looked up. */
  readonly lookups: string[] = [];
  /** Addresses in the order in which connections to them were opened. */
  readonly connections: string[] = [];
  readonly #lookup = dns.lookup;
  readonly #connect = TCP.prototype.connect;

  constructor(names: Readonly<Record<string, readonly (readonly string[])[]>>) {
    const open = new Map(Object.entries(names).map(([name, answers]) => [name, [...answers]]));
    const answer = (name: string): readonly string[] | undefined => {
      const answers = open.get(name);
      return answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0];
    };
    const system = this.#lookup as (name: string, options: LookupOptions, callback: Callback) => void;
    const lookup = (name: string, options: LookupOptions, callback: Callback): void => {
      if (isIP(name) !== 0) return system(name, options, callback);
      const addresses = answer(name)?.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      this.lookups.push(name);
      process.nextTick(() => {
        if (addresses === undefined)
          return callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), []);
        if (options.all === true) return callback(null, addresses);
        callback(null, addresses[0]!.address, addresses[0]!.family);
      });
    };
    Object.assign(dns, { lookup });
    syncBuiltinESMExports();
    const { connections } = this;
    const connect = this.#connect;
    TCP.prototype.connect = function (request, address, port) {
      connections.push(address);
      return connect.call(this, request, address === publicAddress ? "127.0.0.1" : address, port);
    };
  }

  [Symbol.dispose](): void {
    TCP.prototype.connect = this.#connect;
    Object.assign(dns, { lookup: this.#lookup });
    syncBuiltinESMExports();
  }
}
