import { guest, noBlock } from "../support/reporting-guest.ts";
import { everyByte } from "./samples.ts";

/** Sends the request that is its input, in several ways; says the status and the body of the response. */
export const client: Uint8Array = guest(
  ({ block }) => `
  (func $say_response (param $h i64) (result i32)
    (call $say_i32 (call $http_status_code)) (call $say_block (local.get $h)) (call $answer))
  (func (export "send") (result i32) (call $say_response (call $http_request (call $input_block) (i64.const 0))))
  (func (export "send_body") (result i32) (call $say_response (call $http_request (call $input_block) ${block("dose=5")})))
  (func (export "send_bytes") (result i32) (local $h i64)
    (local.set $h (call $http_request (call $input_block) ${block(everyByte)}))
    (call $output_set (local.get $h) (call $length (local.get $h))) (i32.const 0))
  (func (export "send_no_block") (result i32)
    (call $say_response (call $http_request ${noBlock} (i64.const 0))))
  (func (export "send_no_body_block") (result i32)
    (call $say_response (call $http_request (call $input_block) ${noBlock})))
  (func (export "send_eleven") (result i32) (local $count i32)
    (loop $next
      (drop (call $http_request (call $input_block) (i64.const 0)))
      (br_if $next (i32.lt_u (local.tee $count (i32.add (local.get $count) (i32.const 1))) (i32.const 11))))
    (call $say_i32 (local.get $count)) (call $answer))
  (func (export "fetch_bytes") (result i32) (local $h i64)
    (local.set $h (call $http_request (call $input_block) (i64.const 0)))
    (call $output_set (local.get $h) (call $length (local.get $h))) (i32.const 0))
  (func (export "send_for_headers") (result i32)
    (drop (call $http_request (call $input_block) (i64.const 0)))
    (call $say_block (call $http_headers)) (call $answer))
  (func (export "send_for_handle") (result i32)
    (call $say_i32 (i64.ne (call $http_request (call $input_block) (i64.const 0)) (i64.const 0))) (call $answer))
  (func (export "status") (result i32) (call $say_i32 (call $http_status_code)) (call $answer))
  (func (export "headers") (result i32) (call $say_block (call $http_headers)) (call $answer))
  (func (export "takes_over") (result i32) (local $h i64) (local $k i64)
    (local.set $h (call $input_block)) (local.set $k ${block("dose=5")})
    (drop (call $http_request (local.get $h) (local.get $k)))
    (call $say_i64 (call $length (local.get $h))) (call $say_i64 (call $length (local.get $k))) (call $answer))`,
);
