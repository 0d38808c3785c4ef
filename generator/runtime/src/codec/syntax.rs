//! What is JSON: exactly what `serde_json` says is.

use super::reject;
use crate::runtime::Value;
use crate::runtime::json::{self, DecodeErrorKind};

/// Texts at the edges of RFC 8259; some are JSON, most are not.
const TEXTS: &[&str] = &[
    "",
    " ",
    "null",
    " null ",
    "nul",
    "nulll",
    "True",
    "tru",
    "[",
    "[]",
    "[ ]",
    "[,]",
    "[1,]",
    "[1 2]",
    "[1]]",
    "]",
    "{",
    "{}",
    "{ }",
    "{,}",
    r#"{"a"}"#,
    r#"{"a":}"#,
    r#"{"a":1,}"#,
    r#"{"a":1 "b":2}"#,
    r#"{"a":1]"#,
    "[1}",
    "{1:2}",
    r#"{"a":1}{"#,
    "0",
    "-",
    "-0",
    "00",
    "01",
    "-01",
    "1.",
    ".1",
    "1.e1",
    "1e",
    "1e+",
    "1e+1",
    "1E-1",
    "1e1.5",
    "+1",
    "0x1",
    "Infinity",
    "NaN",
    "1 2",
    r#"""#,
    r#""a"#,
    r#""\"#,
    r#""\a""#,
    r#""\u12""#,
    r#""\u12G4""#,
    r#""\u0041""#,
    r#""\ud800""#,
    r#""\ud83d\ude00""#,
    r#""\udc00""#,
    r#""\ud800\ud800""#,
    r#""\ud800x""#,
    "\"\t\"",
    "\"\u{1f}\"",
    "\"\u{7f}\"",
    "'a'",
    r#""\/\b\f\n\r\t\\\"""#,
    "\"0123456\t\"",
    "\"01234567\t\"",
    "\"01234567890123\\\"\"",
    "\u{feff}",
    "\u{a0}1",
    "1\u{c}",
    "/**/1",
    "[1]//",
    "\"é日😀\"",
    "[[[[1]]]]",
    "\0",
    "1\0",
];

#[test]
fn json_is_what_serde_json_takes() {
    for text in TEXTS {
        let ours = json::decode::<Value>(text.as_bytes()).map(|decoded| decoded.value);
        match serde_json::from_str::<Value>(text) {
            Ok(theirs) => assert_eq!(ours.as_ref().ok(), Some(&theirs), "{text:?}"),
            // The mark of byte order alone is what is left of an empty text.
            Err(_) => assert!(ours.is_err(), "{text:?} is {ours:?}"),
        }
    }
}

/// Changes bytes of a text in every place, and compares with `serde_json`.
#[test]
fn broken_json_is_what_serde_json_rejects() {
    let text = r#"{"a\n":[1.5e-3,-0,"x\u00e9é",{"b":{}},[],true,null],"c":"01234567\\","d":false}"#;
    for at in 0..text.len() {
        for byte in *b"\"\\{}[],:0e-.u \x01t\xff" {
            let mut broken = text.as_bytes().to_vec();
            broken[at] = byte;
            assert_same(&broken);
            broken.remove(at);
            assert_same(&broken);
        }
    }
}

#[track_caller]
fn assert_same(text: &[u8]) {
    let ours = json::decode::<Value>(text)
        .map(|decoded| decoded.value)
        .ok();
    let theirs = serde_json::from_slice::<Value>(text).ok();
    assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(text));
}

#[test]
fn a_cut_body_is_told_from_one_that_is_not_json() {
    let text = r#"{"a":[1.5,"x\u00e9é",true,null,{"b":-1}]}"#;
    for end in 0..text.len() {
        let error = json::decode::<Value>(&text.as_bytes()[..end]).unwrap_err();
        assert_eq!(
            error.kind(),
            DecodeErrorKind::Cut,
            "{}",
            &text[..end.min(11)]
        );
    }
    let error = reject::<Value>("<html>");
    assert_eq!(error.kind(), DecodeErrorKind::Syntax);
    assert_eq!((error.line(), error.column()), (1, 1));
    let error = reject::<Value>("{\n  \"a\": tru}\n");
    assert_eq!((error.line(), error.column()), (2, 8));
}

#[test]
fn text_must_be_utf_8() {
    let error = json::decode::<Value>(b"\"\xff\"").unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Syntax);
    assert_eq!(error.message(), "not UTF-8");
}

#[test]
fn a_mark_of_byte_order_is_ignored() {
    assert!(json::decode::<Value>(b"\xEF\xBB\xBF1").is_ok());
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::decode::<Value>(nested(128).as_bytes()).is_ok());
    let error = reject::<Value>(&nested(129));
    assert_eq!(error.message(), "nested more than 128 deep");
    assert_eq!(error.kind(), DecodeErrorKind::Syntax);
    reject::<Value>(&"[".repeat(1_000_000));
    reject::<Value>(&r#"{"a":"#.repeat(1_000_000));
}
