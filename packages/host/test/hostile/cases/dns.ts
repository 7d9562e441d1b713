import { startServer } from "../../support/http-server.ts";
import { publicAddress, StagedNetwork } from "../../support/network.ts";
import { reporting } from "../../support/reporting-guest.ts";
import type { HostileCase, HostileOptions, Stage } from "../hostile-case.ts";

/** Sends its input as a request and says the status of the answer. */
const requesting = reporting(`
  (drop (call $http_request (call $input_block) (i64.const 0)))
  (call $say_i32 (call $http_status_code))`);

/** The same three times: a name may mean another address each time. */
const insistent = reporting(`
  (local.set $k (i64.const 3))
  (loop $again
    (drop (call $http_request (call $input_block) (i64.const 0)))
    (local.set $k (i64.sub (local.get $k) (i64.const 1)))
    (br_if $again (i64.ne (local.get $k) (i64.const 0))))`);

const name = "api.partner.example";
const broad: HostileOptions = { allowedHosts: ["*"] };
const networks = new WeakMap<Stage, StagedNetwork>();

function request({ origin }: Stage, host: string): string {
  return JSON.stringify({ url: `http://${host}:${new URL(origin).port}/` });
}

interface Naming {
  readonly answers: readonly (readonly string[])[];
  readonly outcome?: "answer 200" | "call HTTP_REFUSED";
  readonly calls?: number;
  readonly source?: Uint8Array;
  readonly options?: HostileOptions | ((stage: Stage) => HostileOptions);
  /** How many requests may arrive. */
  readonly arriving?: number;
}

/** The name resolves to these addresses, one answer after the other; a connection to another than a public one is a fault. */
function naming(
  what: string,
  {
    answers,
    outcome = "call HTTP_REFUSED",
    calls = 1,
    source = requesting,
    options = broad,
    arriving = 0,
  }: Naming,
): HostileCase {
  return {
    name: what,
    source,
    options,
    setting: async (stage) => {
      const stack = new AsyncDisposableStack();
      const server = stack.use(
        await startServer((_, response) => {
          stage.count++;
          response.setHeader("connection", "close").end("fine");
        }),
      );
      stage.origin = server.origin;
      networks.set(stage, stack.use(new StagedNetwork({ [name]: answers })));
      return stack;
    },
    calls: (stage) => [{ input: request(stage, name), expected: [outcome], times: calls }],
    check: (stage) => {
      const others = networks.get(stage)!.connections.filter((address) => address !== publicAddress);
      if (others.length > 0) return `a connection was opened to ${others.join()}`;
      return stage.count === arriving ? undefined : `${stage.count} requests arrived`;
    },
  };
}

const privateAddresses = [
  ["this machine", "127.0.0.1"],
  ["this machine, in IPv6", "::1"],
  ["this machine, mapped into IPv6", "::ffff:127.0.0.1"],
  ["this machine, through NAT64", "64:ff9b::7f00:1"],
  ["a cloud's metadata", "169.254.169.254"],
  ["a cloud's metadata, in IPv6", "fd00:ec2::254"],
  ["the network it is in", "10.0.0.1"],
  ["any address", "0.0.0.0"],
] as const;

export const cases: readonly HostileCase[] = [
  naming("a name that means a public address", {
    answers: [[publicAddress]],
    outcome: "answer 200",
    arriving: 1,
  }),
  ...privateAddresses.map(([what, address]) =>
    naming(`a name that means ${what}`, { answers: [[address]], calls: 2 }),
  ),
  naming("a name with a public address before a private one", { answers: [[publicAddress, "127.0.0.1"]] }),
  naming("a name with a private address before a public one", { answers: [["127.0.0.1", publicAddress]] }),
  naming("a name that means this machine from the second time on", {
    answers: [[publicAddress], ["127.0.0.1"]],
    source: insistent,
    arriving: 1,
  }),
  naming("the same, with a grant of the server's exact origin", {
    answers: [[publicAddress], ["127.0.0.1"]],
    source: insistent,
    options: ({ origin }) => ({
      policy: {
        http: [{ origin: `http://${name}:${new URL(origin).port}`, methods: ["GET"], pathPrefixes: ["/"] }],
      },
    }),
    arriving: 1,
  }),
  naming("a name that means this machine at first, for one call that tries thrice", {
    answers: [["127.0.0.1"], [publicAddress]],
    source: insistent,
  }),
];
