//! What is read, against `serde_json` where both promise the same.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use vial_pdk::json::{MAX_DEPTH, from_slice, from_str};

fn error<'de, T: Deserialize<'de>>(json: &'de str) -> String {
    from_str::<T>(json).err().expect("an error").to_string()
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Reading {
    unit: Unit,
    values: Vec<f64>,
    note: Option<String>,
    source: Option<Source>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Source {
    #[serde(rename = "a/b~c")]
    channel: i32,
}

#[derive(Deserialize, Debug, PartialEq)]
enum Unit {
    #[serde(rename = "mmHg")]
    MillimetresOfMercury,
    #[serde(rename = "/min")]
    PerMinute,
}

#[test]
fn reads_a_derived_type() {
    let json = r#" { "values" : [ 1 , -2.5e1 ] , "unit" : "mmHg", "source": {"a/b~c": 7, "more": [{}]}, "note": null } "#;
    let expected = Reading {
        unit: Unit::MillimetresOfMercury,
        values: vec![1.0, -25.0],
        note: None,
        source: Some(Source { channel: 7 }),
    };
    assert_eq!(from_str::<Reading>(json), Ok(expected));
}

#[test]
fn says_where_and_what_was_expected() {
    for (json, expected) in [
        ("[]", ": expected an object"),
        ("", ": expected an object"),
        (
            r#"{"unit":"mmHg","values":[1,2,"3"]}"#,
            "/values/2: expected a number",
        ),
        (
            r#"{"unit":"mmHg","values":[1,2,]}"#,
            "/values: expected another value",
        ),
        (
            r#"{"unit":"mmHg","values":[1 2]}"#,
            r#"/values: expected "," or "]""#,
        ),
        (
            r#"{"unit":"mmHg","values":[1e999]}"#,
            "/values/0: expected a number within binary64",
        ),
        (
            r#"{"unit":"bpm","values":[]}"#,
            r#"/unit: expected one of "mmHg", "/min""#,
        ),
        (
            r#"{"unit":4,"values":[]}"#,
            r#"/unit: expected one of "mmHg", "/min""#,
        ),
        (r#"{"values":[]}"#, "/unit: expected a value"),
        (
            r#"{"unit":"/min","values":[],"extra":1}"#,
            "/extra: expected no such member",
        ),
        (
            r#"{"unit":"/min","values":[],"source":{"a/b~c":1.5}}"#,
            "/source/a~1b~0c: expected an integer",
        ),
        (
            r#"{"unit":"/min","values":[],"note":"\ud800"}"#,
            "/note: expected surrogates in pairs",
        ),
        (
            r#"{"unit":"/min","values":[],"note":"\x"}"#,
            "/note: expected an escape sequence",
        ),
        (
            "{\"unit\":\"/min\",\"values\":[],\"note\":\"\u{1}\"}",
            "/note: expected the string's end",
        ),
        (r#"{"unit":"/min","values":[]} 1"#, ": expected one value"),
        (r#"{"unit":"/min","values":[]"#, r#": expected "," or "}""#),
        (
            r#"{"unit":"/min","values":nul}"#,
            "/values: expected an array",
        ),
    ] {
        assert_eq!(error::<Reading>(json), expected, "{json}");
    }
}

#[test]
fn the_last_member_of_a_name_counts() {
    let json = r#"{"unit":7,"values":[3],"unit":"mmHg","source":{"a/b~c":1,"a\/b~c":2},"unit":"/min","values":[4]}"#;
    let reading: Reading = from_str(json).unwrap();
    assert_eq!(reading.unit, Unit::PerMinute);
    assert_eq!(reading.values, [4.0]);
    assert_eq!(reading.source, Some(Source { channel: 2 }));
    // Overridden, but no JSON all the same.
    assert_eq!(
        error::<Reading>(r#"{"unit":01,"unit":"mmHg","values":[]}"#),
        "/unit: expected one of \"mmHg\", \"/min\""
    );
}

#[test]
fn integers_may_be_written_in_any_way_and_end_where_binary64_does() {
    for (json, expected) in [
        ("1.0", Some(1)),
        ("10e1", Some(100)),
        ("-0", Some(0)),
        ("2500e-2", Some(25)),
        ("9007199254740991", Some(9_007_199_254_740_991)),
        ("9007199254740992", None),
        ("-9007199254740992", None),
        ("1.5", None),
        ("1e300", None),
        ("\"1\"", None),
    ] {
        assert_eq!(from_str::<i64>(json).ok(), expected, "{json}");
    }
    assert_eq!(from_str::<u8>("255"), Ok(255));
    assert_eq!(error::<u8>("256"), ": expected an integer");
    assert_eq!(error::<u64>("-1"), ": expected an integer");
    assert_eq!(error::<i32>("2147483648"), ": expected an integer");
}

#[test]
fn numbers_have_the_nearest_value_whatever_their_length() {
    let mut random = Random(1);
    for _ in 0..100_000 {
        let mut json = String::from(["", "-"][random.below(2)]);
        json += &(1 + random.below(9)).to_string();
        for _ in 0..random.below(18) {
            json += &random.below(10).to_string();
        }
        if random.below(4) > 0 {
            json += ".";
            for _ in 0..=random.below(18) {
                json += &random.below(10).to_string();
            }
        }
        let expected: f64 = json.parse().unwrap();
        let value: f64 = from_str(&json).unwrap();
        assert_eq!(value.to_bits(), expected.to_bits(), "{json}");
    }
    for (json, expected) in [("-0", -0.0_f64), ("-0.0", -0.0), ("0.000", 0.0)] {
        assert_eq!(from_str::<f64>(json).unwrap().to_bits(), expected.to_bits());
    }
}

#[test]
fn nests_up_to_the_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(from_str::<Value>(&nested(MAX_DEPTH)).is_ok());
    assert!(
        error::<Value>(&nested(MAX_DEPTH + 1))
            .ends_with("/0: expected at most 512 levels of nesting")
    );
    let ignored = |depth| format!(r#"{{"a/b~c":1,"other":{}}}"#, nested(depth - 1));
    assert!(from_str::<Source>(&ignored(MAX_DEPTH)).is_ok());
    assert!(error::<Source>(&ignored(MAX_DEPTH + 1)).ends_with("levels of nesting"));
    let siblings = format!("[{}]", vec!["[]"; 2000].join(","));
    assert!(from_str::<Value>(&siblings).is_ok());
}

#[test]
fn refuses_ill_formed_utf8_and_borrows_where_it_can() {
    assert_eq!(
        from_slice::<String>(b"\"\xff\"").unwrap_err().to_string(),
        ": expected UTF-8"
    );
    assert_eq!(from_str::<&str>("\"caf\u{e9}\""), Ok("caf\u{e9}"));
    let map: BTreeMap<&str, f64> = from_str(r#"{"a":1,"a":2}"#).unwrap();
    assert_eq!(map, BTreeMap::from([("a", 2.0)]));
}

#[derive(Deserialize, Debug, PartialEq)]
enum Shape {
    Point,
    Circle(f64),
    Line((f64, f64)),
    Pair(f64, f64),
    Box { height: f64, width: f64 },
}

#[test]
fn reads_every_kind_of_variant() {
    assert_eq!(from_str(r#""Point""#), Ok(Shape::Point));
    assert_eq!(from_str(r#"{"Circle":2}"#), Ok(Shape::Circle(2.0)));
    assert_eq!(from_str(r#"{"Line":[1,2]}"#), Ok(Shape::Line((1.0, 2.0))));
    assert_eq!(from_str(r#"{"Pair":[1,2]}"#), Ok(Shape::Pair(1.0, 2.0)));
    assert_eq!(
        from_str(r#"{"Box":{"height":1,"width":2}}"#),
        Ok(Shape::Box {
            height: 1.0,
            width: 2.0
        })
    );
    assert_eq!(
        error::<Shape>(r#"{"Line":[1,2,3]}"#),
        "/Line/2: expected no such element"
    );
    assert_eq!(
        error::<Shape>(r#"{"Circle":1,"Point":1}"#),
        "/Point: expected no such member"
    );
    assert_eq!(error::<Shape>("{}"), ": expected one member");
}

#[test]
fn accepts_what_serde_json_accepts_with_the_same_value() {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\"a\"",
        "\"b\\n\"",
        "\"",
        "\\u00e9",
        "\\ud83d\\ude00",
        "0",
        "-",
        "1",
        ".5",
        "e3",
        "true",
        "false",
        "null",
        "12.25",
        "-0",
        "1e-400",
        "é",
        "\t",
    ];
    let mut random = Random(1);
    let mut accepted = 0;
    for _ in 0..400_000 {
        let length = 1 + random.below(7);
        let json: String = (0..length)
            .map(|_| pieces[random.below(pieces.len())])
            .collect();
        let ours = from_str::<Value>(&json);
        let theirs = serde_json::from_str::<Value>(&json);
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{json}");
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            accepted += 1;
            assert_eq!(
                without_number_kinds(ours),
                without_number_kinds(theirs),
                "{json}"
            );
        }
    }
    assert!(accepted > 10_000, "{accepted}");
}

/// `serde_json` tells 1 from 1.0, JSON does not.
fn without_number_kinds(value: Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().unwrap().into(),
        Value::Array(values) => values.into_iter().map(without_number_kinds).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, without_number_kinds(value)))
            .collect(),
        other => other,
    }
}

/// A linear congruential generator: the same numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}
