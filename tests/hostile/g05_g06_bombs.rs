//! G5, G6: documents that are small on disk and large in memory, deep, or both, on a small stack. What they cost is
//! measured in `xtask/tests/bombs.rs`.

use generator::codes;

use crate::run::{Ran, run};

/// Runs on a small stack, and gives back the only error.
#[track_caller]
fn only_error(text: String) -> (String, Ran) {
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    let ran = thread
        .spawn(move || Sent(run(&text)))
        .expect("a thread")
        .join();
    let Ok(Sent(ran)) = ran else {
        panic!("no overflow and no panic")
    };
    let places = ran.error_places();
    assert_eq!(places.len(), 1, "{}", ran.printed());
    (places.concat(), ran)
}

/// The tree of a document notes what was read, so it must not be shared between threads; it may be handed over.
struct Sent(Ran);

/// `{"openapi": ..., "components": {"schemas": {"A": `, `inner` and the brackets that end it.
fn json(inner: &str) -> String {
    format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{}}, \"components\": {{\"schemas\": {{\"A\": {inner}}}}}}}"
    )
}

fn yaml(inner: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\nx-a: {inner}\n")
}

#[test]
fn g05_alias_bombs_end_at_once() {
    let mut lol =
        "openapi: 3.1.0\nx-a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(",");
        lol.push_str(&format!("x-a{level}: &a{level} [{aliases}]\n"));
    }
    assert!(lol.len() < 1_024, "{}", lol.len());
    let many = format!(
        "openapi: 3.1.0\nx-a: &a [x]\nx-b:\n{}",
        "  - *a\n".repeat(50_000)
    );
    for bomb in [lol, many] {
        let (place, ran) = only_error(bomb);
        assert_eq!(ran.diagnostics[0].code, codes::LIMIT, "{}", ran.printed());
        assert!(
            place.matches(':').count() == 2 && !place.ends_with(":1:1"),
            "{place}"
        );
    }
}

#[test]
fn g06_depth_ends_in_a_located_error_on_a_small_stack() {
    let deep = |open: &str, close: &str, times: usize| {
        format!("{}1{}", open.repeat(times), close.repeat(times))
    };
    let documents = [
        "[".repeat(100_000),
        json(&deep("[", "]", 100_000)),
        json(&deep("{\"a\":", "}", 100_000)),
        json(&deep("{\"type\":\"array\",\"items\":", "}", 10_000)),
        json(&deep("{\"allOf\":[", "]}", 10_000)),
        yaml(&deep("[", "]", 100_000)),
        yaml(&deep("{a: ", "}", 100_000)),
        yaml(&"- ".repeat(100_000)),
        yaml(&format!("\n{}", "- ".repeat(100_000))),
        yaml(&format!("\n{}", "? ".repeat(100_000))),
    ];
    for (number, text) in documents.into_iter().enumerate() {
        let (place, ran) = only_error(text);
        let code = ran.diagnostics[0].code;
        assert!(
            [codes::LIMIT, codes::SYNTAX].contains(&code),
            "{number}: {}",
            ran.printed()
        );
        assert!(place.starts_with("openapi.yaml:"), "{number}: {place}");
    }
}

/// Each value that a call asks for is a step of one expression, so that thousands of them overflowed the stack of whoever
/// parsed it.
#[test]
fn g06_operations_that_ask_for_thousands_of_values_are_left_out() {
    let names = || (0..8_000).map(|number| format!("p{number}"));
    let path: String = names().map(|name| format!("/{{{name}}}")).collect();
    let query: Vec<String> = names()
        .map(|name| {
            format!(
                "{{\"name\": \"{name}\", \"in\": \"query\", \"required\": true, \"schema\": {{}}}}"
            )
        })
        .collect();
    for (path, parameters) in [(path, String::new()), ("/a".to_owned(), query.join(","))] {
        let text = format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{\"{path}\": {{\"get\": {{\"parameters\": [{parameters}], \"responses\": {{\"204\": {{\"description\": \"d\"}}}}}}}}}}}}"
        );
        let ran = run(&text);
        assert!(ran.files.is_some(), "{}", ran.printed());
        assert!(ran.operations.is_empty());
        let said: Vec<_> = ran.diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(said, [codes::LIMIT], "{}", ran.printed());
    }
}

#[test]
fn g06_references_make_no_depth() {
    let refer = |number: usize| format!("{{\"$ref\": \"#/components/schemas/A{number}\"}}");
    type Make<'m> = &'m dyn Fn(String) -> String;
    let kinds: [Make<'_>; 5] = [
        &|next| format!("{{\"type\": \"array\", \"items\": {next}}}"),
        &|next| {
            format!(
                "{{\"type\": \"object\", \"properties\": {{\"p\": {next}}}, \"required\": [\"p\"]}}"
            )
        },
        &|next| format!("{{\"allOf\": [{next}, {next}]}}"),
        &|next| format!("{{\"oneOf\": [{next}, {{\"type\": \"null\"}}]}}"),
        &|next| format!("{{\"anyOf\": [{next}, {{\"type\": \"string\"}}, {next}]}}"),
    ];
    for make in kinds {
        let mut schemas = "{\"type\": \"string\"}".to_owned();
        for number in 1..150 {
            schemas.push_str(&format!(", \"A{number}\": {}", make(refer(number + 1))));
        }
        schemas.push_str(", \"A150\": {\"type\": \"string\"}");
        let text = json(&schemas);
        let thread = std::thread::Builder::new().stack_size(1 << 20);
        let ran = thread
            .spawn(move || Sent(run(&text)))
            .expect("a thread")
            .join();
        let Ok(Sent(ran)) = ran else {
            panic!("no overflow and no panic")
        };
        assert!(ran.files.is_some(), "{}", ran.printed());
    }
}
