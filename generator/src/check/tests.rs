use crate::check::check;
use crate::codes;
use crate::diagnostic::{Code, Severity};
use crate::document::Document;
use crate::testing::read;
use crate::tree::Value;

fn checked(text: &str) -> Document {
    let mut document = read(text);
    check(&mut document);
    document
}

/// What is said about a description with `rest` behind the usual preamble.
fn said(rest: &str) -> Vec<(Severity, Code, String)> {
    let document = checked(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{rest}"
    ));
    let line = |diagnostic: crate::diagnostic::Diagnostic| {
        let text = format!(
            "{} | {}",
            diagnostic.message,
            diagnostic.help.unwrap_or_default()
        );
        (diagnostic.severity, diagnostic.code, text)
    };
    document.diagnostics.iter().map(line).collect()
}

#[track_caller]
fn only(rest: &str) -> (Severity, Code, String) {
    let mut all = said(rest);
    assert_eq!(all.len(), 1, "{rest}: {all:#?}");
    all.remove(0)
}

#[test]
fn sound_descriptions_pass() {
    let sound = "paths:\n  /a:\n    get:\n      responses:\n        '200': {description: ok, content: {text/plain: {schema: {type: [string, 'null']}}}}\n        default: {$ref: '#/components/responses/e', description: more}\n        x-a: 1\ncomponents:\n  responses: {e: {description: e}}\n  schemas: {a: true, b: {additionalProperties: false, enum: [1]}}\n";
    assert_eq!(said(sound), []);
}

#[test]
fn a_value_of_the_wrong_structure_is_an_error() {
    for rest in [
        "paths: [a]\n",
        "paths: {/a: {get: [x]}}\n",
        "paths: {/a: {parameters: {a: b}}}\n",
        "paths: {}\ncomponents: {schemas: {a: {type: 5}}}\n",
        "paths: {}\ncomponents: {schemas: {a: {properties: [b]}}}\n",
        "paths: {}\ncomponents: {schemas: {a: {allOf: {b: c}}}}\n",
        "paths: {/a: {parameters: [{name: {}, in: query, schema: {}}]}}\n",
    ] {
        let (severity, code, text) = only(rest);
        assert_eq!(
            (severity, code),
            (Severity::Error, codes::WRONG_TYPE),
            "{rest}: {text}"
        );
        assert!(text.contains("| write "), "{rest}: {text}");
    }
}

#[test]
fn a_value_that_means_nothing_else_is_read_as_what_is_meant() {
    let text = "openapi: 3.1.0\ninfo: {title: 7, version: 1.10}\npaths:\n  /a:\n    get: {deprecated: 'true', parameters: [{name: a, in: query, schema: {maxLength: '5'}}]}\n";
    let document = checked(text);
    assert!(!document.diagnostics.leave_nothing_to_read());
    let find = |way: &[&str]| {
        let node = way
            .iter()
            .try_fold(document.root, |node, name| document.tree.peek(node, name));
        node.map(|node| document.tree.value(node).clone())
    };
    assert_eq!(
        find(&["info", "version"]),
        Some(Value::String("1.10".into()))
    );
    assert_eq!(
        find(&["paths", "/a", "get", "deprecated"]),
        Some(Value::Bool(true))
    );
    assert_eq!(document.diagnostics.iter().count(), 4);
}

#[test]
fn slips_that_change_no_type_break_a_rule_as_well() {
    for rest in [
        "paths: {}\ncomponents: {schemas: {a: {required: true}}}\n",
        "paths: {}\ncomponents: {schemas: {a: {properties: []}}}\n",
        "paths: {}\ncomponents: {schemas: {a: {minimum: [1]}}}\n",
        "paths: {}\ncomponents: {schemas: {a: }}\n",
        "paths: {/a: {description: [a, b]}}\n",
    ] {
        let (severity, code, text) = only(rest);
        assert_eq!(
            (severity, code),
            (Severity::Error, codes::WRONG_TYPE),
            "{rest}: {text}"
        );
    }
}

#[test]
fn unknown_members_are_named_with_what_may_be_meant() {
    let (severity, code, text) = only("paths: {}\ncomponents: {schemas: {a: {proprties: {}}}}\n");
    assert_eq!((severity, code), (Severity::Warning, codes::UNKNOWN_MEMBER));
    assert!(text.contains("did you mean `properties`?"), "{text}");
    let (.., text) = only("paths: {/a: {fetch: {}}}\n");
    assert!(text.contains("`x-`"), "{text}");
}

#[test]
fn missing_members_are_named() {
    let (severity, code, text) = only(
        "paths: {/a: {parameters: [{nam: a, in: query}]}}\n"
            .replace("nam:", "x-nam:")
            .as_str(),
    );
    assert_eq!(
        (severity, code),
        (Severity::Error, codes::MISSING_MEMBER),
        "{text}"
    );
    let (severity, _, text) = only("pths: {}\n".replace("pths", "x-pths").as_str());
    assert_eq!(severity, Severity::Error, "{text}");
    let (severity, ..) = only("paths: {/a: {get: {responses: {'200': {}}}}}\n");
    assert_eq!(severity, Severity::Error);
    let all = said("pahts: {}\n");
    assert!(
        all.iter()
            .any(|(.., text)| text.contains("is `pahts` meant")),
        "{all:#?}"
    );
}

#[test]
fn a_reference_to_another_object_is_named() {
    let (severity, code, text) = only(
        "paths: {}\ncomponents:\n  responses: {r: {description: d}}\n  schemas: {a: {$ref: '#/components/responses/r'}}\n",
    );
    assert_eq!((severity, code), (Severity::Error, codes::WRONG_TYPE));
    assert!(
        text.contains("a Response Object, where a Schema Object"),
        "{text}"
    );
}

#[test]
fn extensions_of_ours_are_spelt_as_documented() {
    let (severity, code, text) = only("paths: {/a: {}}\nx-envelop: {value: /data}\n");
    assert_eq!((severity, code), (Severity::Warning, codes::UNKNOWN_MEMBER));
    assert!(text.contains("did you mean `x-envelope`"), "{text}");
    let (severity, code, _) = only("paths: {/a: {x-unverified: true}}\n");
    assert_eq!((severity, code), (Severity::Error, codes::BAD_EXTENSION));
    assert_eq!(
        said("paths: {/a: {}}\nx-logo: {url: a}\nx-unverified: guessed\n"),
        []
    );
}

#[test]
fn what_describes_nothing_is_said_to() {
    for rest in [
        "paths: {}\n",
        "paths: {x-a: 1}\ncomponents: {}\nwebhooks: {}\n",
    ] {
        let (severity, code, _) = only(rest);
        let expected = (Severity::Warning, codes::NOTHING_DESCRIBED);
        assert_eq!((severity, code), expected, "{rest}");
    }
    for rest in [
        "paths: {/a: {}}\n",
        "paths: {}\ncomponents: {schemas: {}}\n",
        "paths: {}\nwebhooks: {a: {}}\n",
    ] {
        assert_eq!(said(rest), [], "{rest}");
    }
}

/// With `--pedantic`, what breaks a rule is an error, and what does not is advice.
#[test]
fn contradictions_that_are_allowed_are_advice() {
    for (schema, severity, in_3_0) in [
        (
            "minimum: 2, maximum: 1",
            Severity::Warning,
            Severity::Warning,
        ),
        ("minLength: -1", Severity::Error, Severity::Error),
        ("multipleOf: 0", Severity::Error, Severity::Error),
        ("enum: []", Severity::Warning, Severity::Error),
        (
            "type: string, default: 1",
            Severity::Warning,
            Severity::Error,
        ),
        (
            "enum: [a], default: b",
            Severity::Warning,
            Severity::Warning,
        ),
    ] {
        for (version, expected) in [("3.1.0", severity), ("3.0.3", in_3_0)] {
            let document = checked(&format!(
                "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {{{schema}}}}}}}\n"
            ));
            let said: Vec<_> = document.diagnostics.iter().collect();
            let found = said.iter().map(|one| (one.severity, one.code));
            let found: Vec<_> = found.collect();
            let expected = [(expected, codes::CONTRADICTORY_SCHEMA)];
            assert_eq!(found, expected, "{version} {schema}");
        }
    }
}

#[test]
fn a_callback_may_be_a_reference() {
    let text = "paths:\n  /a:\n    post:\n      callbacks: {c: {$ref: '#/components/callbacks/c'}}\n      responses: {'204': {description: d}}\ncomponents:\n  callbacks: {c: {'{$url}': {post: {responses: {'204': {description: d}}}}}}\n";
    let mut document = crate::testing::document(text);
    crate::check::check(&mut document);
    let all: Vec<_> = document.diagnostics.iter().collect();
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn types_that_do_not_exist_are_told_wherever_a_schema_stands() {
    let schemas = [
        "{type: TYPE}",
        "{type: [string, TYPE]}",
        "{not: {type: TYPE}}",
        "{if: {type: TYPE}}",
        "{oneOf: [{}, {type: TYPE}]}",
        "{type: string, properties: {a: {type: TYPE}}}",
        "{const: a, items: {type: TYPE}}",
    ];
    let hints = [
        ("sting", "did you mean `string`?"),
        ("Integer", "write `integer`"),
        ("float", "write `number`"),
        ("thing", "the types are null,"),
    ];
    for schema in schemas {
        for (name, hint) in hints {
            let schema = schema.replace("TYPE", name);
            let (_, code, text) = only(&format!(
                "paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}"
            ));
            assert_eq!(code, codes::WRONG_TYPE, "{text}");
            let message = format!("JSON Schema has no type `{name}` | {hint}");
            assert!(text.starts_with(&message), "{text}");
        }
    }
    let unread = "paths:\n  /a:\n    get:\n      responses:\n        '200': {description: d, content: {application/xml: {schema: {type: sting}}}}\n";
    assert!(only(unread).2.contains("no type `sting`"));
}

#[test]
fn a_parameter_is_of_a_type() {
    let text = |parameter: &str| {
        only(&format!(
            "paths:\n  /a:\n    get:\n      parameters: [{parameter}]\n      responses: {{'204': {{description: d}}}}\n"
        ))
    };
    let (_, code, text_of_none) = text("{name: a, in: query}");
    assert_eq!(code, codes::MISSING_MEMBER);
    assert!(
        text_of_none.contains("neither `schema` nor `content` | add `schema: {type: string}`"),
        "{text_of_none}"
    );
    let (_, code, _) = text("{name: a, schema: {type: string}}");
    assert_eq!(code, codes::MISSING_MEMBER);
}

#[test]
fn what_content_holds_has_a_media_type() {
    for (content, told) in [
        ("json: {}", "`json` is no media type | write one, such as"),
        (
            "schema: {schema: {type: string}}",
            "`schema` is no media type | put a media type around it: `application/json: {schema: ...}`",
        ),
    ] {
        let (_, code, text) = only(&format!(
            "paths:\n  /a:\n    get:\n      responses: {{'200': {{description: d, content: {{{content}}}}}}}\n"
        ));
        assert_eq!(code, codes::UNKNOWN_MEMBER, "{text}");
        assert!(text.starts_with(told), "{text}");
    }
}

#[test]
fn a_reference_where_a_list_belongs_is_its_only_element() {
    let (_, code, text) = only(
        "paths: {}\ncomponents: {schemas: {A: {type: string}, B: {oneOf: {$ref: '#/components/schemas/A'}}}}",
    );
    assert_eq!(code, codes::WRONG_TYPE, "{text}");
    assert!(
        text.starts_with("`oneOf` is one object, where a list belongs"),
        "{text}"
    );
}
