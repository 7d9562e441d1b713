import { reporting } from "../../support/reporting-guest.ts";
import { countingServer } from "../counting-server.ts";
import type { HostileCase } from "../hostile-case.ts";

/** Sends its input as a request and says the status of the answer. */
const requesting = reporting(`
  (drop (call $http_request (call $input_block) (i64.const 0)))
  (call $say_i32 (call $http_status_code))`);

const allowed = "api.partner.example";

/** Addresses of this machine, of its network and of a cloud's metadata, as a plugin may write them; `PORT` is a server's. */
const spellings = [
  "http://127.0.0.1:PORT/",
  "http://localhost:PORT/",
  "http://LOCALHOST.:PORT/",
  "http://127.1:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f.0.0.1:PORT/",
  "http://0177.0.0.1:PORT/",
  "http://0:PORT/",
  "http://0.0.0.0:PORT/",
  "http://127.0.0.1.:PORT/",
  "http://[::1]:PORT/",
  "http://[::]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://[::ffff:7f00:1]:PORT/",
  "http://[64:ff9b::7f00:1]:PORT/",
  "http://①②⑦.⓪.⓪.①:PORT/",
  "http://127。0。0。1:PORT/",
  "http://%31%32%37.0.0.1:PORT/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[fd00:ec2::254]/latest/meta-data/",
  "http://metadata.google.internal/computeMetadata/v1/",
  "http://2852039166/latest/meta-data/",
  "http://10.0.0.1/",
  "http://192.168.0.1/",
  "http://172.16.0.1/",
  "http://100.64.0.1/",
] as const;

/** URLs that look like the allowed host to one reader and like another to the next. */
const disguises = [
  `http://${allowed}@127.0.0.1:PORT/`,
  `http://${allowed}:443@127.0.0.1:PORT/`,
  `http://user:password@${allowed}/`,
  `http://127.0.0.1:PORT\\@${allowed}/`,
  `http://127.0.0.1:PORT/@${allowed}`,
  `http://127.0.0.1:PORT#${allowed}`,
  `http://127.0.0.1:PORT?${allowed}`,
  `http:\\\\127.0.0.1:PORT\\`,
  `http://${allowed}.127.0.0.1.nip.example/`,
  `http://${allowed}.evil.example/`,
  `http://evil-${allowed}/`,
  `http://аpi.partner.example/`,
  `http://xn--pi-7lc.partner.example/`,
  `//127.0.0.1:PORT/`,
  `/etc/passwd`,
  `ht\ntp://127.0.0.1:PORT/`,
  "file:///etc/passwd",
  "data:text/plain,hello",
  "blob:http://127.0.0.1:PORT/1",
  "ftp://127.0.0.1/",
  "javascript:fetch('/')",
  "node:fs",
  "unix:/var/run/docker.sock",
  "",
] as const;

export const cases: readonly HostileCase[] = [...spellings, ...disguises].map((url): HostileCase => ({
  name: `a request to ${JSON.stringify(url)}`,
  source: requesting,
  options: { allowedHosts: [allowed] },
  setting: countingServer,
  calls: ({ origin }) => [
    {
      input: JSON.stringify({ url: url.replace("PORT", new URL(origin).port) }),
      expected: ["call HTTP_REFUSED"],
      deadline: 2_000,
    },
  ],
  check: ({ count }) => (count === 0 ? undefined : "the request reached its address"),
}));
