//! Request bodies: media types, forms and files.

use super::calls::{check_said, lowered, operation, path};
use crate::codes;
use crate::diagnostic::Severity;
use crate::ir::{BodyKind, FormField, FormFieldKind, ParameterStyle, RequestBody, Ty};

#[track_caller]
fn body(members: &str) -> RequestBody {
    let (_, operation) = operation(&path("/", "post", &format!("requestBody: {{{members}}}")));
    operation.body.expect("a body")
}

#[track_caller]
fn kind(content: &str) -> BodyKind {
    let mut body = body(&format!("content: {{{content}}}"));
    assert_eq!(body.content.len(), 1);
    body.content.remove(0).kind
}

#[track_caller]
fn parts(media_type: &str) -> Vec<FormField> {
    match kind(&format!("multipart/form-data: {{{media_type}}}")) {
        BodyKind::Multipart(parts) => parts,
        other => panic!("no form: {other:?}"),
    }
}

#[test]
fn media_types() {
    let string = "schema: {type: string}";
    for media_type in [
        "application/json",
        "application/json; charset=utf-8",
        "application/merge-patch+json",
    ] {
        let kind = kind(&format!("'{media_type}': {{{string}}}"));
        assert!(
            matches!(kind, BodyKind::Json(Ty::String)),
            "{media_type}: {kind:?}"
        );
    }
    for media_type in [
        "text/plain",
        "application/xml",
        "application/yaml",
        "application/x-ndjson",
    ] {
        let kind = kind(&format!("'{media_type}': {{{string}}}"));
        assert!(matches!(kind, BodyKind::Text), "{media_type}: {kind:?}");
    }
    for media_type in ["application/octet-stream", "image/png", "application/pdf"] {
        let kind = kind(&format!("'{media_type}': {{{string}}}"));
        assert!(matches!(kind, BodyKind::Bytes), "{media_type}: {kind:?}");
    }
    assert!(matches!(
        kind("application/json: {}"),
        BodyKind::Json(Ty::Any)
    ));
}

#[test]
fn a_range_stands_for_json_unless_it_is_binary() {
    let body = body("content: {'*/*': {schema: {type: string}}}");
    let [content] = body.content.as_slice() else {
        panic!("one media type");
    };
    assert_eq!(content.media_type, "application/json");
    assert!(matches!(content.kind, BodyKind::Json(Ty::String)));
    let body = self::body("content: {'*/*': {schema: {type: string, format: binary}}}");
    let [content] = body.content.as_slice() else {
        panic!("one media type");
    };
    assert_eq!(content.media_type, "application/octet-stream");
    assert!(matches!(content.kind, BodyKind::Bytes));
}

#[test]
fn a_range_is_not_sent() {
    for (range, sent) in [
        ("image/*", "application/octet-stream"),
        ("text/*", "text/plain"),
    ] {
        let body = body(&format!(
            "content: {{'{range}': {{schema: {{type: string}}}}}}"
        ));
        let [content] = body.content.as_slice() else {
            panic!("one media type");
        };
        assert_eq!(content.media_type, sent);
    }
}

#[test]
fn several_media_types_keep_their_order() {
    let body = body("required: true, content: {text/plain: {}, application/json: {}}");
    let names: Vec<&str> = body
        .content
        .iter()
        .map(|content| &*content.media_type)
        .collect();
    assert_eq!(names, ["text/plain", "application/json"]);
    assert!(body.required);
}

#[test]
fn forms_and_their_encoding() {
    let kind = kind(
        "application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {}, b: {}, c: {}}}, \
         encoding: {a: {style: deepObject}, b: {explode: false, allowReserved: true}, c: {contentType: \
         application/json}}}",
    );
    let BodyKind::Form(Ty::Named(_), encodings) = kind else {
        panic!("{kind:?}");
    };
    let found: Vec<(&str, ParameterStyle, bool)> = encodings
        .iter()
        .map(|it| (&*it.name, it.style, it.allow_reserved))
        .collect();
    let expected = [
        ("a", ParameterStyle::DeepObject, false),
        ("b", ParameterStyle::Form { explode: false }, true),
        ("c", ParameterStyle::Json, false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_form_without_fields_is_text() {
    let content = "content: {application/x-www-form-urlencoded: {schema: {type: array}}}";
    let text = path("/", "post", &format!("requestBody: {{{content}}}"));
    check_said(
        &text,
        Severity::Warning,
        codes::UNSUPPORTED_BODY,
        "no object",
    );
    // As which it is described.
    let text = kind("application/x-www-form-urlencoded: {schema: {type: string}}");
    assert!(matches!(text, BodyKind::Text), "{text:?}");
    let schemas = [
        "type: string",
        "type: object, additionalProperties: {type: string}",
    ];
    for schema in schemas {
        assert!(parts(&format!("schema: {{{schema}}}")).is_empty());
    }
}

#[test]
fn parts_without_a_name_are_not_lost_in_silence() {
    let form =
        "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}";
    let content = format!("content: {{multipart/form-data: {{schema: {form}}}}}");
    let text = path("/", "post", &format!("requestBody: {{{content}}}"));
    check_said(
        &text,
        Severity::Warning,
        codes::UNSUPPORTED_BODY,
        "no name in the description",
    );
}

#[test]
fn parts_have_the_headers_of_which_there_is_one_value() {
    let form = "schema: {type: object, properties: {a: {type: string}}}";
    let parts = parts(&format!(
        "{form}, encoding: {{a: {{headers: {{X-Kind: {{schema: {{const: one}}}}, X-Version: {{schema: {{type: integer, default: 2}}}}, \
         X-Only: {{schema: {{enum: [true]}}}}, Content-Type: {{schema: {{type: string}}}}}}}}}}"
    ));
    let headers: Vec<(&str, &str)> = parts[0].headers.iter().map(|(a, b)| (&**a, &**b)).collect();
    let expected = [("X-Kind", "one"), ("X-Version", "2"), ("X-Only", "true")];
    assert_eq!(headers, expected);
    for header in [
        "X-Kind: {schema: {type: string}}",
        "'a b': {schema: {const: x}}",
    ] {
        let content = format!("{form}, encoding: {{a: {{headers: {{{header}}}}}}}");
        let body = format!("requestBody: {{content: {{multipart/form-data: {{{content}}}}}}}");
        check_said(
            &path("/", "post", &body),
            Severity::Warning,
            codes::UNSUPPORTED_BODY,
            "of a part",
        );
    }
}

#[test]
fn of_several_content_types_one_that_can_be_sent_is_taken() {
    let form = "schema: {type: object, properties: {a: {type: string, format: binary}}}";
    let listed = |types: &str| {
        let parts = parts(&format!(
            "{form}, encoding: {{a: {{contentType: '{types}'}}}}"
        ));
        parts[0].content_type.clone().unwrap_or_default()
    };
    assert_eq!(listed("image/*, image/png"), "image/png");
    assert_eq!(listed("image/*"), "image/*");
    assert_eq!(listed(" , image/gif,image/png"), "image/gif");
}

#[test]
fn parts_of_a_form() {
    let parts = parts(
        "schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, files: {type: \
         array, items: {type: string, format: binary}}, image: {contentMediaType: image/png}, name: {type: string}, \
         tags: {type: array, items: {type: string}}, meta: {type: object, properties: {a: {}}}, deep: {type: object, properties: \
         {a: {}}}, joined: {type: array, items: {type: string}}, doc: {type: string}}}, \
         encoding: {doc: {contentType: 'application/pdf, image/png'}, deep: {style: deepObject}, joined: {explode: false}, \
         tags: {explode: true}, file: {style: deepObject}}",
    );
    let found: Vec<(&str, &str, bool, bool)> = parts
        .iter()
        .map(|part| {
            let kind = match &part.kind {
                FormFieldKind::File => "file",
                FormFieldKind::Text(_) => "text",
                FormFieldKind::Json(_) => "json",
                FormFieldKind::Styled(..) => "styled",
            };
            (&*part.name, kind, part.repeated, part.required)
        })
        .collect();
    let expected = [
        ("file", "file", false, true),
        ("files", "file", true, false),
        ("image", "file", false, false),
        ("name", "text", false, false),
        ("tags", "text", true, false),
        ("meta", "json", false, false),
        ("deep", "styled", false, false),
        ("joined", "styled", false, false),
        ("doc", "file", false, false),
    ];
    assert_eq!(found, expected);
    let doc = parts.last().and_then(|part| part.content_type.as_deref());
    assert_eq!(doc, Some("application/pdf"));
}

#[test]
fn parts_of_all_of_are_merged() {
    let parts = parts(
        "schema: {allOf: [{type: object, properties: {a: {}}}, {type: object, properties: {b: {}}}]}",
    );
    let names: Vec<&str> = parts.iter().map(|part| &*part.name).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn the_struct_of_a_multipart_form_is_not_kept() {
    let (api, _) = operation(&path(
        "/",
        "post",
        "requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {kind: {enum: [a, b]}}}}}}",
    ));
    let names: Vec<String> = api.types.iter().map(|ty| ty.name.join(" ")).collect();
    assert_eq!(names, ["post body kind"]);
}

#[test]
fn an_optional_body_without_members_is_none() {
    let (api, said) = lowered(&path(
        "/",
        "get",
        "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {}}}}}",
    ));
    assert_eq!(said, []);
    assert!(
        api.operations
            .iter()
            .all(|operation| operation.body.is_none())
    );
    assert!(api.types.is_empty());
}
