//! The sections of the manual.

use super::choice::{Call, Choice};
use super::{crate_ident, string};
use crate::emit::Context;
use crate::emit::client::{Credential, credentials, env_prefix, setting_env};
use crate::emit::docs::{Doc, text};
use crate::ir::Server;

/// What it was generated from, and what else the description says about the API.
pub(super) fn about(cx: &Context<'_>, doc: &mut Doc) {
    let info = &cx.api.info;
    let version = text::line(&info.version);
    if !version.is_empty() {
        doc.sentence(&format!(
            "Version of the description: {}.",
            text::code_span(&version)
        ));
    }
    let servers: Vec<String> = cx.api.servers.iter().map(server).collect();
    let has_variables = |server: &Server| !server.variables.is_empty();
    let varies = cx.api.servers.iter().any(has_variables);
    match servers.as_slice() {
        [] => {
            if let Some(path) = &cx.api.server_path {
                doc.sentence(&format!(
                    "Of its server the description says only {}: a base URL is to end with it.",
                    text::code_span(&text::line(path))
                ));
            }
        }
        [one] if varies => {
            doc.sentence(&format!("Its server, see `ClientBuilder::server`: {one}."))
        }
        [one] => doc.sentence(&format!("Its server: {one}.")),
        several => {
            doc.sentence("Its servers, the first being the default; see `ClientBuilder::server`:");
            doc.list();
            for server in several {
                doc.item(server);
            }
        }
    }
    if !info.contact.is_empty() {
        let parts: Vec<String> = info.contact.iter().map(|part| text::line(part)).collect();
        doc.markdown(&format!("Contact: {}", parts.join(", ")));
    }
    let terms = info.terms.as_deref().map(text::line).unwrap_or_default();
    if !terms.is_empty() {
        doc.markdown(&format!("Terms of service: {terms}"));
    }
}

/// A server with what its URL varies in.
fn server(server: &Server) -> String {
    let code = |of: &str| text::code_span(&text::line(of));
    let variables = server.variables.iter().map(|variable| {
        let name = code(&variable.name);
        let default = match variable.default.is_empty() {
            true => "empty".to_owned(),
            false => code(&variable.default),
        };
        let others = variable.values.iter().filter(|it| **it != variable.default);
        let others: Vec<String> = others.map(|value| code(value)).collect();
        match others.is_empty() {
            true => format!("{name} is {default} unless it is given"),
            false => format!("{name} is {default}, or {}", others.join(", ")),
        }
    });
    let variables: Vec<String> = variables.collect();
    let url = code(&server.url);
    match variables.is_empty() {
        true => url,
        false => format!("{url}, where {}", variables.join("; ")),
    }
}

pub(super) fn quick_start(cx: &Context<'_>, choice: &Choice, doc: &mut Doc) {
    let Some(code) = quick_start_code(cx, choice) else {
        return;
    };
    doc.section("Quick start");
    doc.block("no_run", &code);
}

pub(super) fn quick_start_code(cx: &Context<'_>, choice: &Choice) -> Option<String> {
    let call = choice.read.as_ref().or(choice.list.as_ref())?;
    let krate = crate_ident(cx);
    let Call {
        expression, result, ..
    } = call;
    Some(format!(
        "use {krate}::Client;\n\n\
         # async fn run() -> Result<(), {krate}::Error> {{\n\
         let client = Client::from_env()?;\n\
         let {result} = {expression}.send().await?;\n\
         println!(\"{{{result}:?}}\");\n\
         # Ok(())\n\
         # }}"
    ))
}

pub(super) fn settings(cx: &Context<'_>, doc: &mut Doc) {
    doc.section("Settings");
    doc.sentence(
        "[`Client::from_env`] takes them from the environment, [`Client::builder`] from code:",
    );
    doc.list();
    doc.line("| builder | environment | what it is |");
    doc.line("|---|---|---|");
    let prefix = env_prefix(&cx.krate.name);
    let mut row = |function: &str, env: &str, said: &str| {
        let said = said.replace('|', "\\|");
        doc.line(&format!(
            "| [`{function}`](ClientBuilder::{function}) | `{prefix}_{env}` | {said} |"
        ));
    };
    let url = match (cx.api.servers.as_slice(), &cx.api.server_path) {
        ([], None) => {
            "where calls go; the description names no server, so it must be given".to_owned()
        }
        ([], Some(path)) => format!(
            "where calls go; the description says only how it ends, {}, so it must be given",
            text::code_span(&text::line(path))
        ),
        _ => "where calls go, in place of the servers that the description names".to_owned(),
    };
    row("base_url", "BASE_URL", &url);
    let all = credentials(cx);
    let is_repeated = |one: &Credential| all.iter().filter(|it| it.part == one.part).count() > 1;
    for credential in &all {
        let scheme = cx.api.security_schemes.get(credential.scheme);
        let said = match scheme.filter(|_| is_repeated(credential)) {
            Some(scheme) => format!(
                "{}, for the security scheme {}",
                credential.said,
                text::code_span(&text::line(&scheme.name))
            ),
            None => credential.said.to_owned(),
        };
        row(&credential.function, &credential.env, &said);
    }
    for (setting, name) in cx.api.settings.iter().zip(&cx.names.settings) {
        let said = format!(
            "sent as {} with each call that takes it",
            text::code_span(&setting.name)
        );
        row(name.as_str(), &setting_env(name), &said);
    }
    let krate = crate_ident(cx);
    let settings = builder_calls(cx);
    doc.block(
        "no_run",
        &format!(
            "use {krate}::Client;\n\n\
             # fn run() -> Result<Client, {krate}::Error> {{\n\
             let client = Client::builder(){settings}\n    \
                 .build()?;\n\
             # Ok(client)\n\
             # }}"
        ),
    );
    doc.sentence(
        "What is missing or wrong is an error that says so when the client is built or first needs it. Secrets are \
         printed nowhere.",
    );
}

/// Calls of the builder that set all that a client needs: of a scheme that fetches tokens, what it fetches them with.
fn builder_calls(cx: &Context<'_>) -> String {
    let mut calls = String::new();
    let mut set = |function: &str, value: &str| {
        calls.push_str(&format!("\n    .{function}({})", string(value)));
    };
    set("base_url", "https://api.example");
    let credentials = credentials(cx);
    for credential in &credentials {
        let is_fetched = credentials
            .iter()
            .any(|other| other.scheme == credential.scheme && other.part == "ClientId");
        match credential.part {
            "Token" if is_fetched => {}
            // Unless told otherwise, those that the calls need.
            "Scopes" => {}
            "TokenUrl" => set(&credential.function, "https://login.example/token"),
            _ => set(&credential.function, "example"),
        }
    }
    for name in &cx.names.settings {
        set(name.as_str(), "example");
    }
    calls
}

pub(super) fn calls(cx: &Context<'_>, choice: &Choice, doc: &mut Doc) {
    let Some(call) = &choice.read else { return };
    doc.section("Calls");
    doc.sentence(
        "A method of a group in [`api`] takes what a call must have and gives the call; its setters take the rest, and \
         `send` sends it. The [`Response`] derefs to the value, and has status, headers and request id beside it.",
    );
    let krate = crate_ident(cx);
    let Call { expression, .. } = call;
    doc.block(
        "no_run",
        &format!(
            "# use std::time::Duration;\n\
             # async fn run(client: {krate}::Client) -> Result<(), {krate}::Error> {{\n\
             let response = {expression}.timeout(Duration::from_secs(10)).send().await?;\n\
             println!(\"{{}} {{:?}}\", response.status(), response.request_id());\n\
             let value = response.into_inner();\n\
             # drop(value);\n\
             # Ok(())\n\
             # }}"
        ),
    );
}

pub(super) fn errors(cx: &Context<'_>, choice: &Choice, doc: &mut Doc) {
    doc.section("Errors");
    doc.sentence(
        "An [`Error`] says what happened, what the server said, and whether sending the call again could do its work \
         twice. Each method lists the statuses that the description knows, with the types of their bodies, which \
         [`Error::decode_body`] reads.",
    );
    let Some(call) = &choice.read else { return };
    let krate = crate_ident(cx);
    let Call {
        expression, result, ..
    } = call;
    doc.block(
        "no_run",
        &format!(
            "# async fn run(client: {krate}::Client) {{\n\
             match {expression}.send().await {{\n    \
                 Ok({result}) => println!(\"{{{result}:?}}\"),\n    \
                 Err(error) if error.is_retryable() => println!(\"later: {{error}}\"),\n    \
                 Err(error) => println!(\"{{:?}}: {{error}}\", error.status()),\n\
             }}\n\
             # }}"
        ),
    );
    doc.sentence(
        "Calls that change nothing are retried where that may help; others only where nothing was sent, or the server \
         refused to begin. See `idempotent` on each call.",
    );
}

pub(super) fn paging(cx: &Context<'_>, choice: &Choice, doc: &mut Doc) {
    let Some(call) = &choice.list else { return };
    doc.section("Lists");
    doc.sentence(
        "Lists come page by page. `items` asks for one page after the other and gives their items, `pages` gives the \
         pages, `send` just one. An item that does not fit its type does not hide the others: `items` gives an error in \
         its place and goes on, a [`Page`] keeps it in `rejected`.",
    );
    let krate = crate_ident(cx);
    let expression = &call.expression;
    doc.block(
        "no_run",
        &format!(
            "# async fn run(client: {krate}::Client) -> Result<(), {krate}::Error> {{\n\
             let mut items = {expression}.items();\n\
             while let Some(item) = items.next().await {{\n    \
                 println!(\"{{:?}}\", item?);\n\
             }}\n\
             # Ok(())\n\
             # }}"
        ),
    );
}

pub(super) fn values(cx: &Context<'_>, choice: &Choice, doc: &mut Doc) {
    doc.section("Values that this version does not know");
    doc.sentence(
        "Servers change before clients do. A member that a model does not know is kept in its `extra`, and written \
         again; so is an optional member whose value does not fit, and [`Response::deviations`] tells of it. A new value of \
         an enumeration or a new kind of a union comes as `Unrecognized`.",
    );
    let krate = crate_ident(cx);
    if let Some(id) = choice.received {
        let name = &cx.names.ty(id).name;
        doc.block(
            "",
            &format!(
                "# use {krate}::models::{name};\n\
                 fn unknown(value: &{name}) {{\n    \
                     for (name, value) in value.extra.iter() {{\n        \
                         println!(\"{{name}}: {{value}}\");\n    \
                     }}\n\
                 }}"
            ),
        );
    }
    let Some(chosen) = &choice.tri_state else {
        return;
    };
    doc.section("Absent, null, or a value");
    doc.sentence("Where the description tells them apart, a member is a [`Maybe`]:");
    let name = &cx.names.ty(chosen.ty).name;
    let (setter, field) = (&chosen.setter, &chosen.field);
    doc.block(
        "",
        &format!(
            "use {krate}::Maybe;\n\
             use {krate}::models::{name};\n\n\
             let keep = {name}::new();\n\
             assert!(keep.{field}.is_absent());\n\n\
             let clear = {name}::new().{setter}(Maybe::Null);\n\
             assert_eq!(clear.{field}, Maybe::Null);"
        ),
    );
}

/// Members that take whatever the caller has a name for.
pub(super) fn free_form(cx: &Context<'_>, choice: &Choice, doc: &mut Doc) {
    let Some(chosen) = &choice.free_form else {
        return;
    };
    doc.section("Free-form members");
    doc.sentence(
        "Where the description leaves the names of members open, as it does for custom fields, a model has a map from \
         names to values. They go there:",
    );
    let krate = crate_ident(cx);
    let name = &cx.names.ty(chosen.ty).name;
    let setter = &chosen.setter;
    let given = if chosen.is_nullable {
        "Some(members)"
    } else {
        "members"
    };
    doc.block(
        "",
        &format!(
            "use std::collections::BTreeMap;\n\n\
             use {krate}::models::{name};\n\
             use {krate}::Value;\n\n\
             let members = BTreeMap::from([\n    \
                 (\"region\".to_owned(), Value::from(\"North\")),\n    \
                 (\"employees\".to_owned(), Value::from(120)),\n\
             ]);\n\
             let value = {name}::new().{setter}({given});\n\
             # drop(value);"
        ),
    );
}

pub(super) fn features(cx: &Context<'_>, doc: &mut Doc) {
    doc.section("Features");
    doc.list();
    doc.line("| feature | default | what it does |");
    doc.line("|---|---|---|");
    for (name, default, said) in [
        (
            "rustls",
            "yes",
            "TLS by rustls, with the certificates of the system",
        ),
        ("native-tls", "", "TLS by the library of the system"),
        (
            "rustls-no-provider",
            "",
            "TLS by rustls with the cryptography that the program installs",
        ),
        (
            "serde",
            "yes",
            "`serde::Serialize` and `Deserialize` for models; the client does without",
        ),
        (
            "stream",
            "yes",
            "`futures_core::Stream` for pages, items, events and bodies",
        ),
        (
            "tracing",
            "yes",
            "a span for each call and an event for each attempt",
        ),
        ("testing", "", "a transport that answers from a script"),
    ] {
        doc.line(&format!("| `{name}` | {default} | {said} |"));
    }
    let groups = cx.features.names();
    if !groups.is_empty() {
        doc.sentence(
            "Each group of operations has a feature too, on by default, with the models that it needs. A crate that \
             needs few of them compiles faster with `default-features = false` and those it needs:",
        );
        let names: Vec<String> = groups.iter().map(|name| text::code_span(name)).collect();
        doc.markdown(&format!("{}.", names.join(", ")));
    }
}
