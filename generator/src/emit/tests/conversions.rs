//! What unions and enumerations that are sent can be made of.

use super::{assert_has, files};

/// A description that sends `Pet`, whose member `size` has this schema.
fn sent(schema: &str) -> std::collections::BTreeMap<String, String> {
    files(&format!(
        "paths:
  /pets:
    put:
      operationId: putPet
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Pet' }} }} }} }}
      responses: {{ '204': {{ description: x }} }}
components:
  schemas:
    Pet:
      type: object
      required: [size]
      properties:
        size: {{ $ref: '#/components/schemas/Size' }}
        other: {{ $ref: '#/components/schemas/Size' }}
    Size: {schema}
    Warm: {{ type: string, enum: [red] }}
    Cold: {{ type: string, enum: [blue] }}
    Word: {{ type: string, maxLength: 9 }}
    Part: {{ type: object, properties: {{ a: {{ type: string }} }} }}
"
    ))
}

#[test]
fn a_union_that_is_sent_is_made_of_what_its_variants_hold() {
    let files = sent(
        "{ anyOf: [ { type: string }, { type: integer }, { type: object, additionalProperties: { type: string } }, { type: array, items: { $ref: '#/components/schemas/Part' } }, { $ref: '#/components/schemas/Part' } ] }",
    );
    assert_has(
        &files["src/models/size.rs"],
        &[
            "impl From<String> for Size { #[inline] fn from(value: String) -> Self { Self::String(value) } }",
            "impl From<&str> for Size { #[inline] fn from(value: &str) -> Self { Self::String(value.into()) } }",
            "impl From<i64> for Size",
            "impl From<Vec<Part>> for Size",
            "impl From<BTreeMap<String, String>> for Size",
            "impl From<Part> for Size",
        ],
    );
    assert_has(
        &files["src/models/pet.rs"],
        &[
            "pub fn new(size: impl Into<Size>) -> Self { Self { size: size.into(),",
            "pub fn other(mut self, other: impl Into<Size>) -> Self { self.other = Some(other.into()); self }",
        ],
    );
}

#[test]
fn what_two_variants_could_be_made_of_makes_neither() {
    let files = sent(
        "{ oneOf: [ { $ref: '#/components/schemas/Warm' }, { $ref: '#/components/schemas/Cold' }, { type: boolean } ] }",
    );
    let size = &files["src/models/size.rs"];
    assert_has(
        size,
        &["impl From<Warm> for Size", "impl From<Cold> for Size"],
    );
    assert!(
        !size.contains("From<&str>") && !size.contains("From<String>"),
        "{size}"
    );

    let files = sent(
        "{ oneOf: [ { type: array, items: { type: string } }, { type: array, items: { $ref: '#/components/schemas/Word' } } ] }",
    );
    let size = &files["src/models/size.rs"];
    assert_has(size, &["WordList(Vec<Word>)", "StringList(Vec<String>)"]);
    assert!(!size.contains("impl From<"), "{size}");
}

#[test]
fn text_becomes_the_enumeration_of_a_union_that_has_no_other_text() {
    let files = sent(
        "{ oneOf: [ { type: string, enum: [auto, none] }, { $ref: '#/components/schemas/Part' } ] }",
    );
    let size = &files["src/models/size.rs"];
    assert_has(
        size,
        &[
            "impl From<&str> for Size",
            "impl From<String> for Size",
            "impl From<Part> for Size",
        ],
    );
}

#[test]
fn an_enumeration_is_set_by_its_value_or_its_text() {
    let files = sent("{ type: string, enum: [small, large] }");
    assert_has(
        &files["src/models/pet.rs"],
        &["pub fn new(size: impl Into<Size>) -> Self {"],
    );
}
