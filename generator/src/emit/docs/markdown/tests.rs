//! Descriptions, and what becomes of them.

use super::lines;

#[track_caller]
fn check(description: &str, expected: &[&str]) {
    assert_eq!(lines(description, 80), expected, "{description}");
}

#[test]
fn prose_is_wrapped() {
    assert_eq!(
        lines("one two three four five six", 12),
        ["one two", "three four", "five six"]
    );
    check(
        "A lead.\n\nIt has a name.",
        &["A lead.", "", "It has a name."],
    );
    check("  \n ", &[]);
}

#[test]
fn code_blocks_never_run() {
    check("```rust\npanic!();\n```", &["```text", "panic!();", "```"]);
    check(
        "```\nfn main() {}\n```",
        &["```text", "fn main() {}", "```"],
    );
    check(
        "~~~\n```\nstd::process::exit(1)\n```\n~~~",
        &["````text", "```", "std::process::exit(1)", "```", "````"],
    );
    check(
        "text\n\n    std::process::exit(1)\n",
        &["text", "", "```text", "std::process::exit(1)", "```"],
    );
    check(
        "- item\n\n      let x = 1;\n",
        &["- item", "", "  ```text", "  let x = 1;", "  ```"],
    );
    check("> \tcode", &["> ```text", "> code", "> ```"]);
}

#[test]
fn html_is_read_as_text() {
    check(
        "<p>One</p><p>two<br>three</p>",
        &["One", "", "two", "three"],
    );
    check(
        "a <b>bold</b> <script>alert(1)</script>",
        &[r"a bold \<script>alert(1)\</script>"],
    );
    check("the <id> of it", &[r"the \<id> of it"]);
    check("a &lt;b&gt; c", &[r"a \<b> c"]);
    check("<img src=x onerror=alert(1)>", &[]);
    check(
        "<p>a</p><ul><li><p>one</p></li><li>two</li></ul>b",
        &["a", "", "- one", "", "- two", "", "b"],
    );
    check("<ul><li>one</li><li>two</li></ul>", &["- one", "- two"]);
}

#[test]
fn links_lead_to_the_web_only() {
    check("[a](https://a.example)", &["[a](https://a.example)"]);
    check("[a](javascript:alert(1))", &["a (`javascript:alert(1)`)"]);
    check("[a](/docs/x y)", &[r"\[a](/docs/x y)"]);
    check("[a](/docs)", &["a (`/docs`)"]);
    check("[a](#section)", &["a"]);
    check("[Vec] and [`Vec`]", &[r"\[Vec] and \[`Vec`]"]);
    check(
        "![logo](https://a.example/x.png)",
        &["[logo](https://a.example/x.png)"],
    );
    check("<https://a.example>", &["<https://a.example>"]);
    check("see https://a.example.", &["see <https://a.example>."]);
}

#[test]
fn lists_keep_their_shape() {
    check(
        "* a\n* b\n  * c\n\nend",
        &["- a", "- b", "  - c", "", "end"],
    );
    check("3. a\n4. b", &["3. a", "4. b"]);
    check("- a\n\n  more\n- b", &["- a", "", "  more", "- b"]);
}

#[test]
fn headings_stand_below_the_generators_own() {
    check("# Title\ntext", &["## Title", "", "text"]);
}

#[test]
fn tables_stay_tables() {
    check(
        "|a|b|\n|-|-|\n|`x\\|y`|2|\n",
        &["| a | b |", "|---|---|", r"| `x\|y` | 2 |"],
    );
    check("a | b", &[r"a \| b"]);
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}x", ">".repeat(5_000));
    let lines = lines(&deep, 80);
    assert!(lines.iter().all(|line| line.len() < 100), "{lines:?}");
}

#[test]
fn hidden_characters_are_shown() {
    check("a\u{202e}b", &[r"a\\u{202e}b"]);
    check("one\r\ntwo\rthree", &["one two three"]);
}

/// What was made safe stays the same when it is read again.
#[test]
fn the_result_is_stable() {
    for text in [
        "a *b* **c** `d e` ~~f~~\n\n- x\n- y\n\n> q\n\n```\ncode\n```\n",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "1. one\n2. two",
    ] {
        let once = lines(text, 80).join("\n");
        assert_eq!(lines(&once, 80).join("\n"), once);
    }
}
