//! The table of defaults in the crate's documentation, held against the values the client works with.
//!
//! What a client prints of itself has its limits and its policy of retries; other limits are constants in its sources.

use std::path::Path;
use std::time::Duration;

use partnerportal::Client;
use syn::visit::Visit;

/// The text of a file of the client.
fn source(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-client/src");
    std::fs::read_to_string(root.join(path)).expect("a source of the client")
}

/// The rows of the table: what, and unless told otherwise.
fn table() -> Vec<(String, String)> {
    let page = source("lib.rs");
    let rows = page.lines().skip_while(|line| *line != "//! # Defaults");
    let rows = rows.filter_map(|line| line.strip_prefix("//! | ")).skip(1);
    let rows = rows.filter_map(|row| {
        let mut cells = row.split(" | ");
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    });
    rows.collect()
}

#[track_caller]
fn row(what: &str) -> String {
    let rows = table();
    let found = rows.iter().find(|(known, _)| known.starts_with(what));
    found
        .unwrap_or_else(|| panic!("no row {what}: {rows:#?}"))
        .1
        .clone()
}

/// `90 seconds`, `15 minutes`, `30 days`, as a reader says it.
fn time(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (count, unit) = match seconds {
        0 => (duration.as_millis(), "millisecond"),
        _ if seconds.is_multiple_of(86_400) => (u128::from(seconds / 86_400), "day"),
        _ if seconds.is_multiple_of(60) && seconds > 60 => (u128::from(seconds / 60), "minute"),
        _ => (u128::from(seconds), "second"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes.is_multiple_of(1024 * 1024) => format!("{} MiB", bytes / 1024 / 1024),
        _ if bytes.is_multiple_of(1024) => format!("{} KiB", bytes / 1024),
        _ => format!("{bytes} bytes"),
    }
}

/// The members of a struct in `Debug`: `connect: 5s`.
fn members(shown: &str, name: &str) -> Vec<(String, String)> {
    let start = shown.find(&format!("{name} {{")).expect(name) + name.len() + 2;
    let rest = &shown[start..];
    let inner = &rest[..rest.find('}').expect("an end")];
    let members = inner
        .split(", ")
        .filter_map(|member| member.trim().split_once(": "));
    members
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

/// A `Duration` as `Debug` prints it.
fn duration(shown: &str) -> Duration {
    match shown.strip_suffix("ms") {
        Some(millis) => Duration::from_millis(millis.parse().expect("a number")),
        None => {
            let seconds = shown.strip_suffix('s').expect("seconds");
            Duration::from_secs(seconds.parse().expect("a number"))
        }
    }
}

#[test]
fn the_table_has_the_limits_and_the_policy_of_a_client() {
    let client = Client::builder()
        .base_url("https://a.example")
        .company_id("c")
        .token("t");
    let shown = format!("{:?}", client.build().expect("a client"));
    for (name, value) in members(&shown, "Limits") {
        let (what, said) = match &*name {
            "connect" => ("connecting", time(duration(&value))),
            "attempt" => ("an attempt", time(duration(&value))),
            "call" => ("a call", time(duration(&value))),
            "idle" => ("an idle connection", time(duration(&value))),
            "response" => ("a body", size(value.parse().expect("a number"))),
            other => panic!("the limit `{other}` is in no row"),
        };
        assert!(row(what).contains(&said), "{name}: {said}: {}", row(what));
    }
    for (name, value) in members(&shown, "RetryPolicy") {
        let wait = "the wait before";
        let (what, said) = match &*name {
            "max_attempts" => ("attempts", format!("at most {value}")),
            "base" => (wait, format!("up to {}", time(duration(&value)))),
            "cap" => (wait, format!("up to {}", time(duration(&value)))),
            "throttled_base" => ("the same after a 429", time(duration(&value))),
            "patience" => ("a wait that the server", time(duration(&value))),
            "is_budgeted" if value == "true" => ("retries of all", "a budget".to_owned()),
            other => panic!("`{other}: {value}` is in no row"),
        };
        assert!(row(what).contains(&said), "{name}: {said}: {}", row(what));
    }
    // A stream may be silent as long as an attempt may take.
    assert_eq!(row("an attempt"), row("a stream's silence"));
}

/// The value of a constant: whole numbers, products of them, and durations in seconds or milliseconds.
fn constant(path: &str, name: &str) -> u128 {
    struct Find<'a>(&'a str, Option<syn::Expr>);
    impl<'ast> Visit<'ast> for Find<'_> {
        fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
            if item.ident == self.0 {
                self.1 = Some((*item.expr).clone());
            }
        }
    }
    let file = syn::parse_file(&source(path)).expect("Rust");
    let mut find = Find(name, None);
    find.visit_file(&file);
    let found = find
        .1
        .unwrap_or_else(|| panic!("no constant {name} in {path}"));
    value(&found)
}

fn value(expression: &syn::Expr) -> u128 {
    match expression {
        syn::Expr::Lit(it) => match &it.lit {
            syn::Lit::Int(number) => number.base10_parse().expect("a number"),
            _ => panic!("no number"),
        },
        syn::Expr::Binary(it) if matches!(it.op, syn::BinOp::Mul(_)) => {
            value(&it.left) * value(&it.right)
        }
        syn::Expr::Call(it) => {
            let syn::Expr::Path(function) = &*it.func else {
                panic!("no function");
            };
            let name = function
                .path
                .segments
                .last()
                .expect("a name")
                .ident
                .to_string();
            let argument = value(it.args.first().expect("an argument"));
            match &*name {
                "from_secs" => argument * 1000,
                "from_millis" => argument,
                other => panic!("{other}"),
            }
        }
        _ => panic!("a constant of another form"),
    }
}

#[test]
fn the_table_has_the_limits_that_are_constants() {
    let bytes = |path, name| size(u64::try_from(constant(path, name)).expect("a size"));
    let number = |path, name| constant(path, name).to_string();
    let wait = |name| {
        let millis = constant("runtime/auth/cache.rs", name);
        time(Duration::from_millis(
            u64::try_from(millis).expect("a time"),
        ))
    };
    for (what, said) in [
        ("what is kept", bytes("runtime/exchange.rs", "ERROR_LIMIT")),
        ("a line of a stream", bytes("runtime/lines.rs", "LIMIT")),
        ("a line of a stream", bytes("runtime/sse.rs", "LIMIT")),
        (
            "the answer to a token",
            bytes("runtime/auth/grant.rs", "TOKEN_LIMIT"),
        ),
        ("nesting", number("runtime/json/parse.rs", "MAX_DEPTH")),
        (
            "what an error prints",
            bytes("runtime/text.rs", "DISPLAY_LIMIT"),
        ),
        ("retries of all", number("runtime/budget.rs", "CAPACITY")),
        (
            "retries of all",
            format!("costs {}", constant("runtime/budget.rs", "COST")),
        ),
        ("a token that does not say", wait("DEFAULT_LIFETIME")),
        ("a token that says too long", wait("LONGEST_LIFETIME")),
        ("a token before its end", wait("SKEW")),
        ("a token before its end", wait("EARLY")),
        ("tokens fetched because", wait("FORCED_PAUSE")),
    ] {
        assert!(row(what).contains(&said), "{what}: {said}: {}", row(what));
    }
}
