//! Numbers at the edges of their types.

use super::{read, reject, write};
use crate::runtime::{AsText, Number, Value};

#[test]
fn integers_may_be_written_as_floats() {
    for text in ["1", "1.0", "1e0", "10e-1", "0.1E1", "1.000"] {
        assert_eq!(read::<i64>(text), 1, "{text}");
        assert_eq!(read::<u32>(text), 1, "{text}");
    }
    assert_eq!(read::<i64>("-0"), 0);
    assert_eq!(read::<i64>("-0.0"), 0);
    assert_eq!(read::<i64>("9007199254740993.0"), 9_007_199_254_740_993);
    assert_eq!(read::<i64>("-9.223372036854775808e18"), i64::MIN);
    assert_eq!(read::<u64>("1.8446744073709551615e19"), u64::MAX);
    assert_eq!(read::<i64>("0e999999999"), 0);
}

#[test]
fn integers_out_of_range_are_rejected() {
    for text in [
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1.5",
        "1e-1",
        "1e999999999999",
        "1e-999999999",
    ] {
        reject::<i64>(text);
    }
    for text in ["-1", "18446744073709551616", "-1.0"] {
        reject::<u64>(text);
    }
    for text in ["2147483648", "-2147483649"] {
        reject::<i32>(text);
    }
    reject::<u32>("4294967296");
    assert_eq!(read::<i32>("-2147483648"), i32::MIN);
}

#[test]
fn nothing_else_is_a_number() {
    for text in [r#""1""#, "true", "null", "[]", "{}"] {
        reject::<i64>(text);
        reject::<f64>(text);
        reject::<Number>(text);
    }
}

#[test]
fn floats_take_integers() {
    assert_eq!(read::<f64>("3"), 3.0);
    assert_eq!(read::<f64>("1e308"), 1e308);
    assert_eq!(read::<f64>("0.1"), 0.1);
    reject::<f64>("1e400");
}

#[test]
fn a_boolean_is_only_a_boolean() {
    for text in ["0", "1", r#""true""#, "null"] {
        reject::<bool>(text);
    }
    assert!(read::<bool>("true"));
}

#[test]
fn a_string_is_only_a_string() {
    for text in ["0", "true", "null", "[]"] {
        reject::<String>(text);
    }
}

#[test]
fn integers_as_text_are_strings_both_ways() {
    let ids: AsText<Vec<i64>> = read(r#"["9007199254740993","-1"]"#);
    assert_eq!(ids.0, [9_007_199_254_740_993, -1]);
    assert_eq!(write(&ids), r#"["9007199254740993","-1"]"#);
    for text in [
        "1",
        r#""1.5""#,
        r#""""#,
        r#"" 1""#,
        r#""9223372036854775808""#,
    ] {
        reject::<AsText<i64>>(text);
    }
}

#[test]
fn numbers_keep_every_digit() {
    for text in [
        "123456789012345678901234567890",
        "1.10",
        "-0.0",
        "1e400",
        "0.1000000000000000055",
    ] {
        assert_eq!(write(&read::<Number>(text)), text);
    }
    assert_eq!(read::<Number>("1e3").as_i64(), Some(1000));
    assert_eq!(
        "2.50".parse::<Number>().map(|number| number.as_f64()),
        Ok(2.5)
    );
    for text in ["", "01", "1.", ".5", "+1", "NaN", " 1", "1 ", "0x1"] {
        assert!(text.parse::<Number>().is_err(), "{text:?}");
    }
    assert!(Number::try_from(f64::INFINITY).is_err());
    assert_eq!(
        Number::try_from(1e300).map(|number| number.as_f64()),
        Ok(1e300)
    );
}

#[test]
fn infinity_has_no_text() {
    assert!(crate::runtime::json::encode(&f64::INFINITY).is_err());
    assert!(crate::runtime::json::encode(&vec![f64::NAN]).is_err());
}

#[test]
fn trees_hold_numbers_as_serde_json_does() {
    for text in [
        "1",
        "-1",
        "1.5",
        "18446744073709551615",
        "123456789012345678901234567890",
    ] {
        let tree: Value = read(text);
        assert_eq!(tree, serde_json::from_str::<Value>(text).unwrap());
    }
}
