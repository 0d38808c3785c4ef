//! Text that would do harm if it came into code, a comment, a page or a terminal as it is.

/// What a payload would write if anything ever ran it; see `g02_nothing_runs`.
pub const CANARY: &str = "hostile-canary";

/// The 45 strings.
pub fn hostile() -> Vec<String> {
    let run = format!("std::fs::write(\"{CANARY}\", \"x\").unwrap();");
    let mut all: Vec<String> = [
        "a\nb",
        "a\rb",
        "a\r\nb",
        "\n\n# Heading\n\n- list\n",
        "*/ fn evil() {} /*",
        "\"#",
        "\"##",
        "\\",
        "\\\"",
        "'",
        "\"; evil(); \"",
        "${x}",
        "{}",
        "{0:?} {evil}",
        "#![allow(warnings)]",
        "#[derive(Evil)]",
        "]",
        ")",
        "})]; fn evil() {}",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;",
        "[x](javascript:alert(1))",
        "javascript:alert(1)",
        "[`evil`] [evil] [x]: http://evil.example",
        "a\0b",
        "a\u{7}\u{1b}[31mred\u{1b}]0;title\u{7}",
        "a\u{85}b",
        "a\u{2028}b\u{2029}c",
        "a\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}b",
        "a\u{2066}\u{2067}\u{2068}\u{2069}b",
        "a\u{200f}\u{200e}\u{61c}b",
        "\u{feff}a",
        "\\u{202e} \\ud800 \\x00",
        "e\u{301}\u{1f980}\u{fe0f}",
        "include_str!(\"/etc/passwd\")",
        "env!(\"HOME\")",
        "r#\"a\"#",
        "r#type",
        "//! evil\n//! evil",
        "fn",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("```\n{run}\n```"));
    all.push(format!("```rust,should_panic\n{run}\n```\n~~~\n{run}\n~~~"));
    all.push(format!("text\n\n    {run}\n\n<pre>\n{run}\n</pre>"));
    all.push("long \u{fc} ".repeat(1_250));
    all
}
