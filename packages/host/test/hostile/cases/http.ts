import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { startServer } from "../../support/http-server.ts";
import { processing, reporting } from "../../support/reporting-guest.ts";
import type { HostileCall, HostileCase, HostileOptions, Outcome, Stage } from "../hostile-case.ts";

/** Sends its input as a request and says the status of the answer. */
const requesting = reporting(`
  (drop (call $http_request (call $input_block) (i64.const 0)))
  (call $say_i32 (call $http_status_code))`);

/** The same, twelve times. */
const insistent = reporting(`
  (local.set $k (i64.const 12))
  (loop $again
    (drop (call $http_request (call $input_block) (i64.const 0)))
    (local.set $k (i64.sub (local.get $k) (i64.const 1)))
    (br_if $again (i64.ne (local.get $k) (i64.const 0))))`);

/** Says the status that an earlier call may have left, then sends its input unless it is empty. */
const remembering = reporting(`
  (call $say_i32 (call $http_status_code))
  (if (i64.ne (call $input_length) (i64.const 0))
    (then (drop (call $http_request (call $input_block) (i64.const 0)))))`);

/** Sends its input as a batch of requests. */
const batching = processing(
  "(drop (call $batch (call $input_block))) (i32.const 0)",
  '(import "extism:host/user" "http_batch" (func $batch (param i64) (result i64)))',
);

type Answer = (request: IncomingMessage, response: ServerResponse, stage: Stage) => void;

const allowedHosts = ["127.0.0.1"];
/** For exchanges that may end because no answer came. */
const options: HostileOptions = { allowedHosts, limits: { httpMs: 1_000 } };
/** For those that have to be answered, also on a busy machine. */
const patient: HostileOptions = { allowedHosts, limits: { httpMs: 10_000 } };

interface Exchange {
  readonly request?: (origin: string) => unknown;
  readonly answer: Answer;
  readonly expected: readonly Outcome[];
  readonly deadline?: number;
  readonly check?: HostileCase["check"];
  readonly source?: Uint8Array;
}

function exchange(
  name: string,
  { request, answer, expected, deadline = 10_000, check, source }: Exchange,
): HostileCase {
  return {
    name,
    source: source ?? requesting,
    options: expected.includes("call HTTP_FAILED") ? options : patient,
    setting: async (stage) => {
      const server = await startServer((incoming, response) => {
        stage.count++;
        answer(incoming, response, stage);
      });
      stage.origin = server.origin;
      return server;
    },
    calls: ({ origin }): HostileCall[] => [
      { input: JSON.stringify(request?.(origin) ?? { url: origin }), expected, deadline },
    ],
    ...(check === undefined ? {} : { check }),
  };
}

const fine: Answer = (_, response) => void response.end("fine");
const once = ({ count }: Stage): string | undefined =>
  count === 1 ? undefined : `${count} requests arrived`;
const none = ({ count }: Stage): string | undefined => (count === 0 ? undefined : "a request was sent");
const failed: readonly Outcome[] = ["call HTTP_FAILED"];
const refused: readonly Outcome[] = ["call HTTP_REFUSED"];
const neither: readonly Outcome[] = ["call HTTP_REFUSED", "call HTTP_FAILED"];

/** A header that must not arrive as the plugin wrote it; the request may be refused or the header dropped. */
function header(
  name: string,
  headers: Record<string, string>,
  arrived: (request: IncomingMessage) => boolean,
): HostileCase {
  let seen = false;
  return exchange(name, {
    request: (origin) => ({ url: origin, headers }),
    answer: (request, response, stage) => {
      seen ||= arrived(request);
      fine(request, response, stage);
    },
    expected: ["answer 200", ...neither],
    check: ({ count }) => (seen ? "it arrived" : count > 1 ? "two requests arrived" : undefined),
  });
}

export const cases: readonly HostileCase[] = [
  ...["http://169.254.169.254/latest/meta-data/", "http://localhost:9/", "file:///etc/passwd"].map(
    (location) =>
      exchange(`a redirect to ${location}`, {
        answer: (_, response) => void response.writeHead(302, { location }).end(),
        expected: ["answer 302", "call HTTP_REFUSED"],
        check: once,
      }),
  ),
  exchange("a redirect to itself", {
    answer: (_, response) => void response.writeHead(307, { location: "/" }).end(),
    expected: ["answer 307", "call HTTP_REFUSED"],
    check: once,
  }),
  exchange("a body without end", {
    answer: (_, response) => {
      const chunk = Buffer.alloc(65_536, 1);
      const write = (): void => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once("drain", write);
      };
      write();
    },
    expected: failed,
  }),
  exchange("a compressed body of 1 GB", {
    answer: (_, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb()),
    expected: failed,
  }),
  exchange("a body compressed over and over", {
    answer: (_, response) =>
      void response
        .writeHead(200, { "content-encoding": "gzip, gzip, gzip, gzip, gzip, gzip" })
        .end(gzipSync("x")),
    expected: ["answer 200", ...failed],
  }),
  exchange("an answer that never begins", { answer: () => {}, expected: failed }),
  exchange("an answer that never ends", {
    answer: (_, response) => void response.writeHead(200).write("a"),
    expected: failed,
  }),
  exchange("an answer of a byte every 50 ms", {
    answer: (_, response) => {
      const timer = setInterval(() => response.write("a"), 50);
      response.on("close", () => clearInterval(timer));
    },
    expected: failed,
  }),
  exchange("a slow answer to a call with a short deadline", {
    answer: () => {},
    expected: ["call DEADLINE_EXCEEDED"],
    deadline: 150,
  }),
  exchange("a connection that is reset", {
    answer: (request) => void request.socket.resetAndDestroy(),
    expected: failed,
  }),
  exchange("a body that ends before its announced length", {
    answer: (request, response) => {
      response.writeHead(200, { "content-length": "1000" }).write("a");
      setTimeout(() => request.socket.destroy(), 20);
    },
    expected: failed,
  }),
  exchange("an answer that is no HTTP", {
    answer: (request) => void request.socket.end("SSH-2.0-OpenSSH_9.9\r\n\0\0\0"),
    expected: failed,
  }),
  exchange("headers of 1 MB", {
    answer: (request) => void request.socket.end(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(1_000_000)}\r\n\r\n`),
    expected: failed,
  }),
  exchange("twelve requests in one call", {
    answer: fine,
    source: insistent,
    expected: refused,
    check: ({ count }) => (count <= 10 ? undefined : "all were sent"),
  }),
  exchange("a method with a second request in it", {
    request: (origin) => ({ url: origin, method: "GET / HTTP/1.1\r\nhost: x\r\n\r\nDELETE" }),
    answer: fine,
    expected: neither,
    check: none,
  }),
  ...["CONNECT", "TRACE", "TRACK"].map((method) =>
    exchange(`the method ${method}`, {
      request: (origin) => ({ url: origin, method }),
      answer: fine,
      expected: neither,
      check: none,
    }),
  ),
  exchange("line breaks in a header's value", {
    request: (origin) => ({ url: origin, headers: { "x-a": "1\r\nx-admin: true" } }),
    answer: fine,
    expected: neither,
    check: none,
  }),
  exchange("line breaks in a header's name", {
    request: (origin) => ({ url: origin, headers: { "x-a: 1\r\nx-admin": "true" } }),
    answer: fine,
    expected: neither,
    check: none,
  }),
  exchange("line breaks in the path", {
    request: (origin) => ({ url: `${origin}/a\r\nx-admin: true\r\n\r\nGET /b` }),
    answer: (request, response, stage) => {
      if (request.headers["x-admin"] !== undefined) stage.count = 99;
      fine(request, response, stage);
    },
    expected: ["answer 200", ...neither],
    check: ({ count }) => (count <= 1 ? undefined : "the path became headers or a second request"),
  }),
  header(
    "a transfer encoding of its own",
    { "transfer-encoding": "chunked" },
    ({ headers }) => headers["transfer-encoding"] !== undefined,
  ),
  header(
    "a content length of its own",
    { "content-length": "100000" },
    ({ headers }) => headers["content-length"] === "100000",
  ),
  header(
    "an upgrade of the connection",
    { connection: "upgrade", upgrade: "websocket" },
    ({ headers }) => headers.upgrade !== undefined,
  ),
  header(
    "headers under the name __proto__",
    JSON.parse('{"__proto__": "x"}') as Record<string, string>,
    () => "x" in {},
  ),
  exchange("a cookie from an earlier answer", {
    request: (origin) => ({ url: origin }),
    answer: (request, response, stage) => {
      if (request.headers.cookie !== undefined) stage.count = 99;
      response.writeHead(200, { "set-cookie": "session=secret" }).end();
    },
    source: reporting(`
      (drop (call $http_request (call $input_block) (i64.const 0)))
      (drop (call $http_request (call $input_block) (i64.const 0)))`),
    expected: ["answer "],
    check: ({ count }) => (count === 2 ? undefined : "the cookie was sent"),
  }),
  {
    ...exchange("the status of an earlier call", {
      answer: fine,
      source: remembering,
      expected: ["answer 0"],
    }),
    calls: ({ origin }) => [
      { input: JSON.stringify({ url: origin }), expected: ["answer 0"], deadline: 2_000 },
      { input: "", expected: ["answer 0"], deadline: 2_000, times: 2 },
    ],
  },
  ...(
    [
      ["a request of arrays within arrays", "[".repeat(100_000)],
      ["a request that is no JSON", "{url:"],
      ["a request that is a number", "1"],
      ["a request that is null", "null"],
      ["a request whose URL is an object", '{"url":{"toString":1}}'],
      ["a request whose headers are text", '{"url":"http://127.0.0.1:9/","headers":"x"}'],
    ] as const
  ).map(([name, input]): HostileCase => ({
    ...exchange(name, { answer: fine, expected: neither, check: none }),
    calls: [{ input, expected: neither, deadline: 2_000, times: 2 }],
  })),
  ...(
    [
      [
        "a request with a megabyte of white space",
        requesting,
        `{"url":"http://127.0.0.1:9/"${" ".repeat(1e6)}}`,
      ],
      ["a batch of a million requests", batching, `{"requests":[0${",0".repeat(1e6)}]}`],
    ] as const
  ).map(([name, source, input]): HostileCase => ({
    ...exchange(name, { answer: fine, source, expected: refused, check: none }),
    calls: [{ input, expected: refused, deadline: 5_000, times: 2 }],
  })),
  {
    ...exchange("a request with two URLs", { answer: fine, expected: refused, check: none }),
    calls: ({ origin }) => [
      { input: `{"url":"${origin}","url":"http://stranger.example/"}`, expected: refused, deadline: 2_000 },
    ],
  },
];

/** A thousand times its size when it is unpacked. */
function bomb(): Buffer {
  return Buffer.concat(Array.from({ length: 64 }, () => packed));
}

const packed = gzipSync(Buffer.alloc(16 * 2 ** 20));
