//! What is written: RFC 8785.

#![expect(clippy::cast_precision_loss)]

use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use vial_pdk::json::{from_str, to_vec};

fn written<T: Serialize + ?Sized>(value: &T) -> String {
    String::from_utf8(to_vec(value).expect("a JSON form")).expect("UTF-8")
}

fn error<T: Serialize + ?Sized>(value: &T) -> String {
    to_vec(value).expect_err("no JSON form").to_string()
}

/// Appendix B of RFC 8785: binary64 bit patterns and their texts.
#[test]
fn numbers_of_rfc_8785() {
    for (bits, text) in [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] {
        let value = f64::from_bits(bits);
        assert_eq!(written(&value), text);
        assert_eq!(
            from_str::<f64>(text),
            Ok(if value == 0.0 { 0.0 } else { value })
        );
    }
    assert_eq!(written(&1e-7), "1e-7");
    assert_eq!(written(&i32::MIN), "-2147483648");
    assert_eq!(written(&u8::MAX), "255");
}

/// Several of each, since most are written otherwise where there is no room left.
#[test]
fn strings_of_any_length() {
    let several = |text: &str| vec![text.to_owned(); 9];
    let quoted = |text: &str| format!("[{}]", several(&format!("\"{text}\"")).join(","));
    for length in 0..70 {
        let plain = "x".repeat(length);
        assert_eq!(written(&several(&plain)), quoted(&plain));
        for at in 0..length {
            for (special, escaped) in [("\"", r#"\""#), ("\\", r"\\"), ("\u{1f}", r"\u001f")] {
                let with = |part: &str| [&plain[..at], part, &plain[at + 1..]].concat();
                assert_eq!(written(&several(&with(special))), quoted(&with(escaped)));
            }
        }
    }
}

#[test]
fn strings_escape_no_more_than_they_must() {
    let text = "\u{20ac}$\u{f}\nA'B\"\\/\u{8}\t\u{c}\r\u{1f}\u{7f}\u{2028}\u{1f600}";
    let expected = "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\/\\b\\t\\f\\r\\u001f\u{7f}\u{2028}\u{1f600}\"";
    assert_eq!(written(text), expected);
    assert_eq!(from_str::<String>(expected).as_deref(), Ok(text));
}

/// Section 3.2.3 of RFC 8785.
#[test]
fn strings_of_any_length_come_back_with_what_is_escaped_anywhere() {
    let plain = "áb!c#d[e]f\u{7f}";
    for length in 0..80 {
        let text: String = plain.chars().cycle().take(length).collect();
        assert_eq!(written(&text), format!("\"{text}\""));
        for (at, _) in text.char_indices() {
            for special in ['"', '\\', '\n', '\u{1f}', '\0'] {
                let mut text = text.clone();
                text.insert(at, special);
                let json = written(&text);
                assert_eq!(json, serde_json::to_string(&text).unwrap());
                assert_eq!(vial_pdk::json::from_str::<String>(&json).unwrap(), text);
            }
        }
    }
}

#[test]
fn members_are_in_the_order_of_utf16() {
    let members: HashMap<&str, &str> = [
        ("\u{20ac}", "Euro Sign"),
        ("\r", "Carriage Return"),
        ("\u{fb33}", "Hebrew Letter Dalet With Dagesh"),
        ("1", "One"),
        ("\u{1f600}", "Emoji: Grinning Face"),
        ("\u{80}", "Control"),
        ("\u{f6}", "Latin Small Letter O With Diaeresis"),
    ]
    .into();
    let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\
        \"\u{20ac}\":\"Euro Sign\",\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
    assert_eq!(written(&members), expected);
}

#[test]
fn members_are_in_order_with_escapes_and_common_beginnings() {
    for names in [
        ["", "a", "a!", "a\""],
        ["\"", "#", "[", "\\"],
        ["\n", "\u{1f}", "A", "\\"],
        ["a\\", "a\\b", "a]", "b"],
    ] {
        // In each order: what comes last is put where it belongs.
        for shift in 0..names.len() {
            let mut shuffled = names;
            shuffled.rotate_left(shift);
            let members = Members(&shuffled);
            let expected: Vec<_> = names.map(|name| format!("{}:0", json!(name))).into();
            assert_eq!(written(&members), format!("{{{}}}", expected.join(",")));
        }
    }
}

/// Members as they come, each 0.
struct Members<'a>(&'a [&'a str]);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|name| (name, 0)))
    }
}

#[derive(Serialize)]
struct Unsorted {
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    inner: Inner,
    count: u32,
}

#[derive(Serialize)]
struct Inner {
    b: [f32; 2],
    a: Option<()>,
}

#[derive(Serialize)]
enum Unit {
    Plain,
    Scaled(f64),
    Pair(i8, i8),
    Named { zero: bool, factor: char },
}

#[test]
fn fields_may_be_declared_in_any_order() {
    let value = |unit| Unsorted {
        unit,
        note: None,
        inner: Inner {
            b: [0.5, 1.0],
            a: None,
        },
        count: 2,
    };
    let with =
        |unit: &str| format!(r#"{{"count":2,"inner":{{"a":null,"b":[0.5,1]}},"unit":{unit}}}"#);
    assert_eq!(written(&value(Unit::Plain)), with(r#""Plain""#));
    assert_eq!(
        written(&value(Unit::Scaled(1e21))),
        with(r#"{"Scaled":1e+21}"#)
    );
    assert_eq!(
        written(&value(Unit::Pair(1, -1))),
        with(r#"{"Pair":[1,-1]}"#)
    );
    assert_eq!(
        written(&value(Unit::Named {
            zero: false,
            factor: '"'
        })),
        with(r#"{"Named":{"factor":"\"","zero":false}}"#)
    );
}

#[test]
fn what_has_no_json_form_is_an_error() {
    assert_eq!(error(&f64::NAN), ": expected a finite number");
    assert_eq!(
        error(&json_of("mean", f64::INFINITY)),
        "/mean: expected a finite number"
    );
    assert_eq!(error(&vec![0_i64, 1 << 53]), "/1: expected an integer");
    assert_eq!(error(&u64::MAX), ": expected an integer");
    assert_eq!(
        error(&BTreeMap::from([(1, 2)])),
        ": expected a string as a member's name"
    );
}

fn json_of(key: &str, value: f64) -> BTreeMap<&str, f64> {
    BTreeMap::from([(key, value)])
}

#[test]
fn any_value_comes_back() {
    let value: Value = json!({ "b": [1, 2.5, null, true, "x\u{0}"], "a": { "": {} }, "c": [] });
    let text = written(&value);
    assert_eq!(
        text,
        "{\"a\":{\"\":{}},\"b\":[1,2.5,null,true,\"x\\u0000\"],\"c\":[]}"
    );
    assert_eq!(from_str::<Value>(&text), Ok(value));
}

/// Against Rust's own shortest digits, over numbers of every size and length.
#[test]
fn numbers_have_the_shortest_digits_that_come_back() {
    let mut state = 1_u64;
    for round in 0..300_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let value = match round % 3 {
            0 => f64::from_bits(state),
            1 => (state >> 20) as f64 / 10_f64.powi((round % 17) - 2),
            _ => (state >> 40) as f64 / 1000.0,
        };
        if !value.is_finite() {
            continue;
        }
        let text = written(&value);
        assert_eq!(text.parse(), Ok(value), "{text}");
        // Where two are as near, Rust takes another one than ECMAScript: the length is what both promise.
        assert_eq!(
            digit_count(&text),
            digit_count(&format!("{value:e}")),
            "{text}"
        );
    }
}

/// Significant digits: those without the exponent's and zeros at either end.
fn digit_count(number: &str) -> usize {
    let mantissa = number.split('e').next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}
