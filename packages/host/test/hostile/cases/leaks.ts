import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../../support/http-server.ts";
import { reporting } from "../../support/reporting-guest.ts";
import type { HostileCase, Outcome, Stage } from "../hostile-case.ts";

/** Sends its input as a request and says the status of the answer. */
const requesting = reporting(`
  (drop (call $http_request (call $input_block) (i64.const 0)))
  (call $say_i32 (call $http_status_code))`);

const folders = new WeakMap<Stage, string>();

const patient = "Iracema Conceição de Souza";
const cpf = "52998224725";

/** The input is a request with a patient in it: whoever sends it on sends what the request says of the patient. */
const schema = {
  type: "object",
  properties: {
    patient: { type: "string", "x-data-class": "identifying" },
    cpf: { type: "string", "x-data-class": "identifying" },
    url: { type: "string" },
    headers: { type: "object" },
  },
};

async function folder(stage: Stage): Promise<AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  const server = stack.use(
    await startServer((_, response) => {
      stage.count++;
      response.end("fine");
    }),
  );
  stage.origin = server.origin;
  const path = await mkdtemp(join(tmpdir(), "vial-hostile-"));
  stack.defer(() => rm(path, { recursive: true, force: true }));
  folders.set(stage, path);
  const manifest = {
    manifestVersion: 1,
    name: "hostile",
    version: "1.0.0",
    description: "Sends its input.",
    license: "Apache-2.0",
    language: "c",
    module: "plugin.wasm",
    capabilities: { http: [{ origin: server.origin, methods: ["GET"], pathPrefixes: ["/"] }] },
    dataClasses: { input: ["identifying"], output: [], purpose: "Looks a patient up." },
    exports: {
      process: {
        description: "Sends its input.",
        input: { contentType: "application/json", schema: "input.json" },
        output: { contentType: "application/octet-stream" },
      },
    },
  };
  await writeFile(join(path, "plugin.wasm"), requesting);
  await writeFile(join(path, "input.json"), JSON.stringify(schema));
  await writeFile(join(path, "vial.json"), JSON.stringify(manifest));
  return stack;
}

interface Smuggling {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expected?: readonly Outcome[];
}

function smuggling(
  what: string,
  { path = "/", headers = {}, expected = ["call IDENTIFIER_BLOCKED"] }: Smuggling,
): HostileCase {
  return {
    name: what,
    source: (stage) => join(folders.get(stage)!, "vial.json"),
    setting: folder,
    options: ({ origin }) => ({
      policy: {
        http: [{ origin, methods: ["GET"], pathPrefixes: ["/"], headers: ["x-trace"], private: true }],
        data: [{ purpose: "Looks a patient up.", classes: ["identifying"] }],
        scan: { http: "block" },
      },
    }),
    calls: (stage) => [
      { input: JSON.stringify({ patient, cpf, url: `${stage.origin}${path}`, headers }), expected },
    ],
    check: ({ count }) =>
      count === (expected[0] === "answer 200" ? 1 : 0) ? undefined : `${count} requests arrived`,
  };
}

const bytes = Buffer.from(patient);
const plain = patient.normalize("NFD").replaceAll(/\p{M}/gu, "");

export const cases: readonly HostileCase[] = [
  smuggling("a request without the patient in it", { path: "/patients?page=1", expected: ["answer 200"] }),
  smuggling("a name in the path", { path: `/${encodeURIComponent(patient)}` }),
  smuggling("a name in the path, without accents", { path: `/${encodeURIComponent(plain)}` }),
  smuggling("a name in the path, every byte encoded", {
    path: `/${[...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")}`,
  }),
  smuggling("a name in the query, in upper case", {
    path: `/?q=${encodeURIComponent(patient.toUpperCase())}`,
  }),
  smuggling("a name in the query, with plus signs", {
    path: `/?q=${encodeURIComponent(patient).replaceAll("%20", "+")}`,
  }),
  smuggling("a name in a query's key", { path: `/?${encodeURIComponent(patient)}=1` }),
  smuggling("a name in base64", { path: `/${encodeURIComponent(bytes.toString("base64"))}` }),
  smuggling("a name in base64 for URLs", { path: `/?t=${bytes.toString("base64url")}` }),
  smuggling("a name in base64, behind another byte", {
    path: `/?t=${Buffer.concat([Buffer.from("x"), bytes]).toString("base64url")}`,
  }),
  smuggling("a name in base64, behind two other bytes", {
    path: `/?t=${Buffer.concat([Buffer.from("xy"), bytes]).toString("base64url")}`,
  }),
  smuggling("a name in hexadecimal", { path: `/?t=${bytes.toString("hex")}` }),
  smuggling("a name in hexadecimal, in upper case", { path: `/?t=${bytes.toString("hex").toUpperCase()}` }),
  smuggling("a name in a header", { headers: { "x-trace": plain } }),
  smuggling("a name in a header, in base64", { headers: { "x-trace": bytes.toString("base64") } }),
  smuggling("a name in a header that needs no grant", { headers: { accept: `text/plain;q=${plain}` } }),
  smuggling("a number in the path", { path: `/patients/${cpf}` }),
  smuggling("a number with separators in the query", { path: "/?cpf=529.982.247-25" }),
  smuggling("a number with other separators in a header", { headers: { "x-trace": "529 982 247/25" } }),
  smuggling("a number with encoded separators", { path: "/?cpf=529%2E982%2e247%2D25" }),
  smuggling("a number in base64", { path: `/?t=${Buffer.from(cpf).toString("base64url")}` }),
];
