//! Fourteen ways in which references lead in circles.

/// Each with its `components` in YAML, and whether it has a sound reading.
pub fn circles() -> Vec<(&'static str, String, bool)> {
    let schemas =
        |lines: &[&str]| format!("components:\n  schemas:\n    {}\n", lines.join("\n    "));
    vec![
        (
            "itself",
            schemas(&["A: {$ref: '#/components/schemas/A'}"]),
            false,
        ),
        (
            "two",
            schemas(&[
                "A: {$ref: '#/components/schemas/B'}",
                "B: {$ref: '#/components/schemas/A'}",
            ]),
            false,
        ),
        (
            "three, by members",
            schemas(&[
                "A: {type: object, required: [b], properties: {b: {$ref: '#/components/schemas/B'}}}",
                "B: {type: object, required: [c], properties: {c: {$ref: '#/components/schemas/C'}}}",
                "C: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}",
            ]),
            true,
        ),
        (
            "allOf itself",
            schemas(&["A: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}"]),
            true,
        ),
        (
            "oneOf with a discriminator, and allOf back",
            schemas(&[
                "A: {type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t}, oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}",
                "B: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {b: {type: string}}}]}",
                "C: {allOf: [{$ref: '#/components/schemas/A'}]}",
            ]),
            true,
        ),
        (
            "array of itself",
            schemas(&["A: {type: array, items: {$ref: '#/components/schemas/A'}}"]),
            true,
        ),
        (
            "map of itself",
            schemas(&["A: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}"]),
            true,
        ),
        (
            "parameter",
            schemas(&["A: {type: string}"])
                + "  parameters:\n    P: {$ref: '#/components/parameters/P'}\n",
            false,
        ),
        (
            "response",
            schemas(&["A: {type: string}"])
                + "  responses:\n    R: {$ref: '#/components/responses/Q'}\n    Q: {$ref: '#/components/responses/R'}\n",
            false,
        ),
        (
            "path item",
            schemas(&["A: {type: string}"])
                + "  pathItems:\n    P: {$ref: '#/components/pathItems/P'}\n",
            false,
        ),
        (
            "dangling",
            schemas(&["A: {$ref: '#/components/schemas/B'}"]),
            false,
        ),
        (
            "~0~1 and %25",
            schemas(&[
                "A: {$ref: '#/components/schemas/B~0~1%25'}",
                "'B~/%': {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}",
            ]),
            true,
        ),
        (
            "$dynamicRef",
            schemas(&[
                "A: {$dynamicAnchor: node, type: object, properties: {next: {$dynamicRef: '#node'}}}",
            ]),
            true,
        ),
        (
            "with siblings",
            schemas(&[
                "A: {$ref: '#/components/schemas/B', description: d}",
                "B: {type: object, properties: {a: {$ref: '#/components/schemas/A', description: e}}}",
            ]),
            true,
        ),
    ]
}

/// A description with an operation that answers with the schema `A` of these components.
#[allow(
    dead_code,
    reason = "the test `generated` puts all of them into one crate"
)]
pub fn description(components: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: d\n          content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}\n{components}"
    )
}
