//! Strings, by format, pattern and length.

use serde_json::{Value, json};

use super::flatten::Flat;
use super::pattern;

/// Formats, with what strings of them look like. Spellings that name the same thing are in here on purpose.
const FORMATS: &[(&str, &[&str])] = &[
    ("date", &["2024-02-29", "1969-12-31"]),
    (
        "date-time",
        &[
            "2024-02-29T12:00:00Z",
            "2024-02-29T12:00:00.123456Z",
            "1969-12-31T23:59:59Z",
            "2024-02-29T12:00:00+02:00",
            "2024-02-29T12:00:00.5Z",
        ],
    ),
    ("time", &["12:00:00Z"]),
    ("duration", &["P1DT12H"]),
    (
        "uuid",
        &[
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "00000000-0000-0000-0000-000000000000",
            "67E55044-10B1-426F-9247-BB680E5FE0C8",
        ],
    ),
    ("guid", &["67e55044-10b1-426f-9247-bb680e5fe0c8"]),
    ("datetime", &["2024-02-29T12:00:00Z"]),
    ("dateTime", &["2024-02-29T12:00:00Z"]),
    ("uri", &["https://example.com/a?b=c#d"]),
    ("url", &["https://example.com/a?b=c#d"]),
    ("uri-reference", &["/a?b=c#d"]),
    ("uri-template", &["/a/{b}"]),
    ("iri", &["https://example.com/a"]),
    ("email", &["ada@example.com"]),
    ("idn-email", &["ada@example.com"]),
    ("hostname", &["example.com"]),
    ("idn-hostname", &["example.com"]),
    ("ipv4", &["192.0.2.1"]),
    ("ipv6", &["2001:db8::1", "::1"]),
    ("json-pointer", &["/a/b"]),
    ("relative-json-pointer", &["1/a"]),
    ("regex", &["^a+$"]),
    ("byte", &["AAEC", "", "Zg=="]),
    ("int32", &["7", "-7"]),
    ("int64", &["7", "9007199254740993", "-9223372036854775808"]),
    ("uint32", &["7"]),
    ("uint64", &["7", "18446744073709551615"]),
    ("decimal", &["12.50", "0.1"]),
];

/// Strings that nothing is said about.
const PLAIN: &[&str] = &[
    "text",
    "",
    "\u{dc}nic\u{f6}de \"quoted\" \\ /\n\t\u{1d11e}",
    "007",
    "null",
];

/// A string; `None` where no string is known that fits.
pub fn string(flat: &Flat<'_>, turn: usize) -> Option<Value> {
    if let Some(pattern) = flat.find("pattern").and_then(Value::as_str) {
        return patterned(flat, pattern, turn);
    }
    let format = flat.find("format").and_then(Value::as_str);
    let known = FORMATS.iter().find(|(name, _)| Some(*name) == format);
    let is_base64 = flat.find("contentEncoding") == Some(&json!("base64"));
    let texts = match known {
        Some((_, texts)) => texts,
        None if is_base64 => &["AAEC"][..],
        None => PLAIN,
    };
    let text = texts.get(turn % texts.len())?;
    let least = flat.largest("minLength").unwrap_or(0) as usize;
    let most = flat
        .smallest("maxLength")
        .map_or(usize::MAX, |most| most as usize);
    if least > 1_000_000 {
        return None;
    }
    let mut text: String = text.chars().take(most).collect();
    let missing = least.saturating_sub(text.chars().count());
    text.extend(std::iter::repeat_n('x', missing));
    Some(Value::String(text))
}

/// What the description gives as an example, or else what can be made of the pattern.
fn patterned(flat: &Flat<'_>, pattern: &str, turn: usize) -> Option<Value> {
    let given = ["example", "default"].map(|keyword| flat.find(keyword));
    let listed = flat.find("examples").and_then(Value::as_array);
    let mut texts = given
        .into_iter()
        .flatten()
        .chain(listed.into_iter().flatten());
    let made = pattern::matching(pattern, turn);
    let most = flat
        .smallest("maxLength")
        .map_or(usize::MAX, |most| most as usize);
    let least = flat.largest("minLength").unwrap_or(0) as usize;
    let fits = |text: &String| (least..=most).contains(&text.chars().count());
    let made = made.filter(fits).map(Value::String);
    made.or_else(|| texts.find(|value| value.is_string()).cloned())
}
