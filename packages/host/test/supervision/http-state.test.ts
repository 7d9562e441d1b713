import { PluginManager } from "@vial/host";
import { describe, expect, test } from "vitest";
import { startServer } from "../support/http-server.ts";
import { isolations } from "../support/isolations.ts";
import { blocks, env, wat } from "../support/wat.ts";

/** Answers with the HTTP status it sees, then sends the request that is its input. */
const source = wat(`(module
  ${env("alloc", "store_u8", "input_length", "input_load_u8", "output_set", "http_request", "http_status_code")}
  (memory (export "memory") 1)
  ${blocks}
  (func (export "process") (result i32)
    (i32.store8 (i32.const 0) (call $http_status_code))
    (drop (call $http_request (call $input_block) (i64.const 0)))
    (i32.store8 (i32.const 1) (call $http_status_code))
    (call $output_set (call $block (i32.const 0) (i32.const 2)) (i64.const 2))
    (i32.const 0)))`);

describe.for(isolations)("%s", (isolation) => {
  test.for(["fresh", "shared"] as const)(
    "%s state: a call does not see the last call's HTTP status",
    async (state) => {
      await using server = await startServer((_request, response) => response.writeHead(201).end());
      await using plugins = new PluginManager();
      await plugins.load("http", { source, isolation, state, allowedHosts: ["127.0.0.1"], concurrency: 1 });
      for (const _ of ["first", "second"]) {
        expect([...(await plugins.execute("http", { url: server.origin })).bytes()]).toEqual([0, 201]);
      }
    },
  );
});
