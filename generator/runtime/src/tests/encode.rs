//! The table of styles of OpenAPI 3.1 (4.8.12.4), value by value, and hostile text in each place.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::runtime::encode::style::Escape;
use crate::runtime::encode::{form, path, percent, style};
use crate::runtime::{FieldEncoding, Parameter, Style};

fn text(style: Style, value: &Value) -> Option<String> {
    style::text("color", value, style, percent)
}

fn query(style: Style, value: &Value) -> String {
    form::join(&style::pairs("color", value, style, Escape::Percent), "&")
}

/// The four columns of the table: empty, string, array, object.
fn columns() -> [Value; 4] {
    let object: Value = serde_json::from_str(r#"{"B":150,"G":200,"R":100}"#).unwrap();
    [
        json!(""),
        json!("blue"),
        json!(["blue", "black", "brown"]),
        object,
    ]
}

#[test]
fn the_table_for_paths_and_headers() {
    let rows = [
        (
            Style::Matrix { explode: false },
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=B,150,G,200,R,100",
            ],
        ),
        (
            Style::Matrix { explode: true },
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";B=150;G=200;R=100",
            ],
        ),
        (
            Style::Label { explode: false },
            [".", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"],
        ),
        (
            Style::Label { explode: true },
            [".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"],
        ),
        (
            Style::Simple { explode: false },
            ["", "blue", "blue,black,brown", "B,150,G,200,R,100"],
        ),
        (
            Style::Simple { explode: true },
            ["", "blue", "blue,black,brown", "B=150,G=200,R=100"],
        ),
    ];
    for (style, expected) in rows {
        let got = columns().map(|value| text(style, &value).unwrap());
        assert_eq!(got, expected, "{style:?}");
    }
}

#[test]
fn the_table_for_queries_and_cookies() {
    let rows = [
        (
            Style::Form { explode: false },
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=B,150,G,200,R,100",
            ],
        ),
        (
            Style::Form { explode: true },
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "B=150&G=200&R=100",
            ],
        ),
        (
            Style::SpaceDelimited { explode: false },
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=B%20150%20G%20200%20R%20100",
            ],
        ),
        (
            Style::PipeDelimited { explode: false },
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=B%7C150%7CG%7C200%7CR%7C100",
            ],
        ),
        (
            Style::DeepObject,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
            ],
        ),
        (
            Style::Json,
            [
                "color=%22%22",
                "color=%22blue%22",
                "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
                "color=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D",
            ],
        ),
    ];
    for (style, expected) in rows {
        let got = columns().map(|value| query(style, &value));
        assert_eq!(got, expected, "{style:?}");
    }
}

#[test]
fn what_is_nothing_is_not_sent() {
    for style in [
        Style::Form { explode: true },
        Style::Form { explode: false },
        Style::DeepObject,
    ] {
        for value in [json!(null), json!([]), json!({}), json!([null])] {
            assert_eq!(query(style, &value), "", "{style:?} {value}");
        }
    }
    assert_eq!(text(Style::Simple { explode: false }, &json!(null)), None);
}

#[test]
fn numbers_and_truth_values_are_text() {
    let style = Style::Form { explode: true };
    assert_eq!(query(style, &json!(-1.5)), "color=-1.5");
    assert_eq!(
        query(style, &json!(18446744073709551615_u64)),
        "color=18446744073709551615"
    );
    assert_eq!(
        query(style, &json!([true, false])),
        "color=true&color=false"
    );
}

#[test]
fn deep_objects_go_down_all_the_way() {
    let value = json!({ "a": { "b": [1, { "c": "x y" }] }, "d": null });
    assert_eq!(
        query(Style::DeepObject, &value),
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=x%20y"
    );
    let mut deep = json!("end");
    for _ in 0..100 {
        deep = json!({ "a": deep });
    }
    let text = query(Style::DeepObject, &deep);
    assert!(
        text.contains("%7B%22a%22"),
        "what is too deep is written as JSON: {text}"
    );
}

#[test]
fn nothing_in_a_query_value_can_end_or_divide_it() {
    let hostile = json!("a&b=c#d?e+f%26 g/ä\r\n");
    let style = Style::Form { explode: true };
    assert_eq!(
        query(style, &hostile),
        "color=a%26b%3Dc%23d%3Fe%2Bf%2526%20g%2F%C3%A4%0D%0A"
    );
    let reserved = style::pairs("color", &hostile, style, Escape::PercentButReserved);
    assert_eq!(
        form::join(&reserved, "&"),
        "color=a%26b=c%23d?e%2Bf%2526%20g/%C3%A4%0D%0A"
    );
    let all = style::pairs(
        "color",
        &json!(":/?#[]@!$&'()*+,;="),
        style,
        Escape::PercentButReserved,
    );
    assert_eq!(form::join(&all, "&"), "color=:/?%23%5B%5D@!$%26'()*%2B,;=");
}

#[test]
fn names_are_encoded_too() {
    let pairs = style::pairs(
        "a[]&b",
        &json!({ "x=y": 1 }),
        Style::DeepObject,
        Escape::Percent,
    );
    assert_eq!(form::join(&pairs, "&"), "a%5B%5D%26b%5Bx%3Dy%5D=1");
}

#[test]
fn forms_take_each_member_by_its_own_encoding() {
    const FIELDS: &[FieldEncoding] = &[
        FieldEncoding::new("tags", Style::PipeDelimited { explode: false }),
        FieldEncoding::new("meta", Style::Json),
    ];
    let value: Value = serde_json::from_str(
        r#"{"a":"x y","deep":{"k":1},"list":[1,2],"meta":{"m":1},"none":null,"tags":["p","q"]}"#,
    )
    .unwrap();
    assert_eq!(
        form::encode(&value, FIELDS).unwrap(),
        "a=x%20y&deep%5Bk%5D=1&list=1&list=2&meta=%7B%22m%22%3A1%7D&tags=p%7Cq"
    );
    assert_eq!(form::encode(&json!(null), &[]).unwrap(), "");
    assert!(form::encode(&json!([1]), &[]).is_err());
}

const ID: &[Parameter] = &[Parameter::path("id"), Parameter::path("other")];

fn fill(template: &str, value: Value) -> Result<String, String> {
    path::fill(template, ID, |_| Some(Cow::Borrowed(&value))).map(|filled| filled.path)
}

#[test]
fn ids_that_lead_elsewhere_are_refused() {
    for id in ["", ".", ".."] {
        assert!(fill("/a/{id}", json!(id)).is_err(), "{id:?}");
        assert!(fill("/a/{id}/b", json!(id)).is_err(), "{id:?}");
    }
    assert!(fill("/a/{id}{other}", json!(".")).is_err());
    assert!(fill("/a/.{id}", json!(".")).is_err());
    assert!(fill("/a/{id}", json!(null)).is_err());
    assert!(fill("/a/{id}", json!([])).is_err());
    assert!(fill("/a/{unknown}", json!("x")).is_err());
    assert!(fill("/a/{id", json!("x")).is_err());
    assert!(path::fill("/a/{id}", ID, |_| None).is_err());
}

#[test]
fn hostile_ids_stay_in_their_segment() {
    let long = "x".repeat(4096);
    let hostile = [
        "%2e%2e",
        "..%2f",
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a;b",
        "a\r\nb",
        "a\0b",
        "ä",
        "\u{202e}",
        "...",
        " ",
        "{id}",
        long.as_str(),
    ];
    for id in hostile {
        let path = fill("/a/{id}/b", json!(id)).unwrap();
        let segments: Vec<_> = path.split('/').collect();
        assert_eq!(segments.len(), 4, "{path}");
        assert_eq!(decode(segments[2]), id);
        assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{path}");
        let parsed: http::Uri = format!("https://h{path}").parse().unwrap();
        assert_eq!(parsed.path(), path);
    }
}

#[test]
fn ten_thousand_random_ids_come_back_as_they_went() {
    let mut state = 1_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..10_000 {
        let length = random() % 12 + 1;
        let id: String = (0..length)
            .map(|_| match random() % 3 {
                0 => char::from(b"./%\\?#2eE&=+ "[(random() % 13) as usize]),
                1 => char::from((random() % 128) as u8),
                _ => char::from_u32((random() % 0x11_0000) as u32).unwrap_or('x'),
            })
            .collect();
        match fill("/a/{id}", json!(id)) {
            Ok(path) => assert_eq!(decode(path.strip_prefix("/a/").unwrap()), id),
            Err(_) => assert!(id == "." || id == "..", "{id:?}"),
        }
    }
}

#[test]
fn templates_keep_their_own_query_and_lose_their_fragment() {
    let filled = path::fill("/a/{id}?action=list#x", ID, |_| {
        Some(Cow::Owned(json!("1")))
    })
    .unwrap();
    assert_eq!(
        (filled.path.as_str(), filled.query.as_deref()),
        ("/a/1", Some("action=list"))
    );
    assert_eq!(fill("/a b/{id}", json!("1")).unwrap(), "/a%20b/1");
    assert_eq!(fill("a/{id}", json!("1")).unwrap(), "/a/1");
    assert_eq!(fill("/", json!("1")).unwrap(), "/");
}

pub(super) fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let hex = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}
