import { expect, test } from "vitest";
import { titled } from "./titled.ts";
import { faultIn } from "./triage.ts";

test.each(
  titled([
    ["", "INVALID_JSON", ""],
    [" \n", "INVALID_JSON", ""],
    ["\u{FEFF}{}", "INVALID_JSON", ""],
    ["\0", "INVALID_JSON", ""],
    ["[]", "WRONG_TYPE", ""],
    ["null", "WRONG_TYPE", ""],
    ["{", "INVALID_JSON", ""],
    ["{}", "MISSING_FIELD", ""],
    ["{,}", "INVALID_JSON", ""],
    ["{1:2}", "INVALID_JSON", ""],
    ["{'observations':[]}", "INVALID_JSON", ""],
    ['{"observations"}', "INVALID_JSON", ""],
    ['{"observations":', "INVALID_JSON", "/observations"],
    ['{"observations":{}}', "WRONG_TYPE", "/observations"],
    ['{"observations":[', "INVALID_JSON", "/observations/0"],
    ['{"observations":[1]}', "WRONG_TYPE", "/observations/0"],
    ['{"observations":[{},]}', "INVALID_JSON", "/observations"],
    ['{"observations":[{} {}]}', "INVALID_JSON", "/observations"],
    ['{"observations":[{},{},{"pulse":"x"}]}', "WRONG_TYPE", "/observations/2/pulse"],
    ['{"observations":[{"pulse":70,}]}', "INVALID_JSON", "/observations/0"],
    ['{"observations":[{"pulse":70/**/}]}', "INVALID_JSON", "/observations/0"],
    ['{"observations":[{"pulse":0x10}]}', "INVALID_JSON", "/observations/0"],
    ['{"observations":[{"pulse":7_0}]}', "INVALID_JSON", "/observations/0"],
    ['{"observations":[{"pulse":7０}]}', "INVALID_JSON", "/observations/0"], // a full-width zero
    ['{"observations":[],}', "INVALID_JSON", ""],
    ['{"observations":[]', "INVALID_JSON", ""],
    ['{"observations":[]}{}', "TRAILING_DATA", ""],
    ['{"observations":[]}\0', "TRAILING_DATA", ""],
    ['{"observations":[],"observations":[]}', "DUPLICATE_FIELD", "/observations"],
    ['{"patients":[]}', "UNKNOWN_FIELD", ""],
    ['{"__proto__":[]}', "UNKNOWN_FIELD", ""],
    ['{"observations":[{"__proto__":{"pulse":70}}]}', "UNKNOWN_FIELD", "/observations/0"],
    ['{"observations":[{"constructor":1}]}', "UNKNOWN_FIELD", "/observations/0"],
    ['{"observations":[{"Pulse":70}]}', "UNKNOWN_FIELD", "/observations/0"],
    ['{"observations":[{"pulse\\u0000":70}]}', "UNKNOWN_FIELD", "/observations/0"],
    ['{"observations":[{"pulse":70,"pulse":70}]}', "DUPLICATE_FIELD", "/observations/0/pulse"],
    ['{"observations":[{"pulse":70,"p\\u0075lse":70}]}', "DUPLICATE_FIELD", "/observations/0/pulse"],
  ]),
)("the document %s", (_, input, code, pointer) => {
  expect(faultIn(input)).toMatchObject({ code, pointer });
});

test("bytes past ASCII outside a string are not JSON", () => {
  expect(faultIn(Buffer.from([0x7b, 0xc3, 0xa9])).code).toBe("INVALID_JSON");
});
