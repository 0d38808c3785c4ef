//! Operations: methods, calls, bodies, and what says what is sent.

use super::{assert_has, files, group};

#[test]
fn operations_take_what_must_be_there() {
    let text = group(
        "    get:
      operationId: getPet
      tags: [pets]
      deprecated: true
      parameters:
        - { name: tags, in: query, style: pipeDelimited, schema: { type: array, items: { type: string } } }
        - { name: X-Trace, in: header, required: true, schema: { type: integer } }
      responses: { '204': { description: x } }
",
    );
    assert_has(
        &text,
        &[
            "#[deprecated",
            "pub fn get(&self, id: &str, x_trace: i64) -> GetPet {",
            "Call::new(self.client, &GET_PET).set(0, id).set(2, &x_trace).request()",
            "pub fn tags(self, tags: &[String]) -> Self { self.0.set(1, &tags).request() }",
            "request!(GetPet => Empty);",
            r#"Parameter::query("tags").style(Style::PipeDelimited { explode: false })"#,
            r#"Parameter::header("X-Trace").required()"#,
            "..Operation::NEW",
        ],
    );
}

#[test]
fn successes_that_differ_are_an_enum() {
    let text = group(
        "    get:
      operationId: getPet
      tags: [pets]
      responses:
        '200': { description: x, content: { application/json: { schema: { type: integer } }, text/csv: { schema: { type: string } } } }
        '202': { description: later }
        4XX: { description: wrong, content: { application/json: { schema: { type: string } } } }
",
    );
    assert_has(
        &text,
        &[
            "pub enum GetPetOutput {",
            r#"200 if reply.is("text/csv") =>"#,
            "200 => <Json<i64> as Expect>::decode(reply).map(Self::OkJson),",
            "202 => Ok(Self::Accepted),",
            "_ => Err(reply.unexpected()),",
            "request!(GetPet => GetPetOutput);",
            r#"accept: "application/json, text/csv","#,
            "/// - `4XX`, with text - wrong",
        ],
    );
}

#[test]
fn multipart_forms_have_a_type() {
    let text = group(
        "    post:
      operationId: addPhoto
      tags: [pets]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [photo]
              properties:
                photo: { type: string, format: binary }
                titles: { type: array, items: { type: string } }
                place: { type: object, properties: { x: { type: number } } }
      responses: { '204': { description: x } }
",
    );
    assert_has(
        &text,
        &[
            "pub struct AddPhotoForm(Form);",
            "pub fn new(photo: impl Into<Part>) -> Self {",
            r#"form.part("photo", photo)"#,
            "pub fn titles(self, titles: &[String]) -> Self {",
            r#"form.json("place", place)"#,
            "impl From<AddPhotoForm> for Form {",
            "body: AddPhotoForm) -> AddPhoto {",
            ".multipart(Form::from(body))",
        ],
    );
}

#[test]
fn forms_are_numbered_among_themselves_and_send_what_is_said_of_their_parts() {
    let text = group(
        "    post:
      operationId: addPhoto
      tags: [pets]
      requestBody:
        content:
          application/json: { schema: { type: string } }
          text/plain: { schema: { type: string } }
          multipart/form-data:
            schema: { type: object, properties: { photo: { type: string, format: binary } } }
            encoding: { photo: { contentType: image/png, headers: { X-Kind: { schema: { const: pet } } } } }
          multipart/mixed:
            schema: { type: object, properties: { photo: { type: string } } }
      responses: { '204': { description: x } }
",
    );
    assert_has(
        &text,
        &[
            "pub struct AddPhotoForm(Form);",
            "pub struct AddPhotoForm2(Form);",
            r#".usual_media_type("photo", "image/png")"#,
            r#".usual_header("photo", "X-Kind", "pet")"#,
            "`image/png`, with the header `X-Kind: pet`",
        ],
    );
}

#[test]
fn a_body_that_must_be_there_is_given_in_one_of_its_types() {
    let text = group(
        "    post:
      operationId: addPet
      tags: [pets]
      requestBody:
        required: true
        content:
          text/plain: { schema: { type: string } }
          application/json: { schema: { type: integer } }
      responses: { '204': { description: x } }
",
    );
    assert_has(
        &text,
        &[
            "/// The body is sent as `application/json`; [`add_as_text`](Self::add_as_text) as `text/plain`.",
            "pub fn add(&self, id: &str, json_body: i64) -> AddPet {",
            "/// As [`add`](Self::add), with the body as `text/plain`.",
            "pub fn add_as_text(&self, id: &str, text_body: impl Into<String>) -> AddPet {",
        ],
    );
    assert!(!text.contains("pub fn text_body"), "{text}");
}

#[test]
fn headers_of_responses_are_told_with_their_types() {
    let text = group(
        "    get:
      operationId: listPets
      tags: [pets]
      responses:
        '204':
          description: x
          headers:
            X-Left: { required: true, description: Calls that are left., schema: { type: integer } }
            X-Until: { schema: { type: string, format: date-time } }
            X-Words: { schema: { type: array, items: { type: string } } }
",
    );
    assert_has(
        &text,
        &[
            "/// - `X-Left`, an integer, always there - Calls that are left.",
            "/// - `X-Until`, a date with its time",
            "/// - `X-Words`, a list",
        ],
    );
}

#[test]
fn calls_are_not_named_like_models() {
    let files = files(
        "paths:
  /pets:
    put:
      tags: [pets]
      operationId: updatePet
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/UpdatePetRequest' } } } }
      responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/UpdatePet' } } } } }
components: { schemas: { UpdatePet: { type: object }, UpdatePetRequest: { type: object, properties: { a: { type: string } } } } }
",
    );
    assert_has(
        &files["src/api/pets.rs"],
        &[
            "pub type UpdatePetRequestRequest = Request<operation::UpdatePetRequestRequest>;",
            "body: &UpdatePetRequest)",
        ],
    );
}

#[test]
fn notes_of_all_parts_of_an_operation_are_shown() {
    let files = files(
        "paths:
  '/pets/{id}':
    x-unverified: Note of the path.
    post:
      operationId: feedPet
      tags: [pets]
      x-unverified: Note of the operation.
      parameters: [{ name: id, in: path, required: true, x-unverified: Note of the id., schema: { type: string } }]
      requestBody: { required: true, x-unverified: Note of the body., content: { application/json: { schema: { type: string } } } }
      responses:
        '204': { description: x, x-unverified: Note of the success. }
        '404': { description: not there, x-unverified: Note of another answer. }
        default: { description: 'The call failed.', x-unverified: Note of the rest. }
components:
  securitySchemes:
    login:
      type: oauth2
      x-unverified: Note of the scheme.
      flows: { clientCredentials: { tokenUrl: 'https://a.example/token', scopes: {}, x-unverified: Note of the flow. } }
",
    );
    assert_has(
        &files["src/api/pets.rs"],
        &[
            "/// Not verified: Note of the path. /// /// Note of the operation. ///",
            "/// Not verified: Note of the success.",
            "/// Not verified: Note of the rest.",
            "/// - `id` - Not verified: Note of the id.",
            "Not verified: Note of the body.",
            "/// - any other status - The call failed.",
        ],
    );
    assert!(!files["src/api/pets.rs"].contains("Note of another answer"));
    let client = &files["src/client.rs"];
    for note in ["Not verified: Note of the scheme.", "Note of the flow."] {
        assert_eq!(client.matches(note).count(), 2, "{client}");
    }
}

#[test]
fn what_operations_have_in_common_is_said_once() {
    let mut files = files(
        "security: [{ key: [] }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
paths:
  /pets:
    servers: [{ url: 'https://pets.test' }]
    get:
      operationId: listPets
      tags: [pets]
      responses: { '200': { description: x, content: { application/json: { schema: { type: string } } } } }
    post:
      operationId: base
      tags: [pets]
      responses: { '200': { description: x, content: { application/json: { schema: { type: string } } } } }
    delete:
      operationId: clear
      tags: [pets]
      security: []
      responses: { '204': { description: x } }
  /toys:
    get:
      operationId: listToys
      tags: [toys]
      responses: { '200': { description: x, content: { text/plain: {} } } }
",
    );
    let pets = files.remove("src/api/pets.rs").expect("a group");
    assert_has(
        &pets,
        &[
            "const BASE: Operation = Operation { security: &[&[\"key\"]], accept: \"application/json\", servers: &[Server { url: \"https://pets.test\", variables: &[] }], ..Operation::NEW };",
            "static LIST_PETS: Operation = Operation { id: \"listPets\", method: Method::Get, path: \"/pets\", ..BASE };",
            "static BASE_OPERATION: Operation = Operation { id: \"base\",",
            // Nothing is inherited that the operation does not have.
            "id: \"clear\", method: Method::Delete, path: \"/pets\", security: &[], accept: \"\", ..BASE };",
        ],
    );
    assert_eq!(pets.matches("servers:").count(), 1, "{pets}");
    let toys = files.remove("src/api/toys.rs").expect("a group");
    assert_has(
        &toys,
        &["security: &[&[\"key\"]], accept: \"text/plain\", ..Operation::NEW };"],
    );
}

#[test]
fn an_operation_has_at_most_fifteen_lines() {
    let lines = |operations: usize| {
        let paths: String = (0..operations)
            .map(|index| {
                format!(
                    "  '/pets{index}/{{id}}':
    post:
      operationId: feed{index}
      tags: [pets]
      parameters: [{{ name: id, in: path, required: true, schema: {{ type: string }} }}]
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Meal' }} }} }} }}
      responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Meal' }} }} }} }} }}
"
                )
            })
            .collect();
        let mut files = files(&format!(
            "components: {{ schemas: {{ Meal: {{ type: object, properties: {{ name: {{ type: string }} }} }} }} }}\npaths:\n{paths}"
        ));
        let text = files.remove("src/api/pets.rs").expect("a group");
        let lines = text.lines().map(str::trim);
        let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
        code.count()
    };
    assert_eq!(lines(3) - lines(2), 14);
}

#[test]
fn operations_and_groups_are_not_named_like_what_their_file_imports() {
    let mut files = files(
        "x-envelope: { value: /data }
paths:
  /part:
    post:
      operationId: part
      tags: [part]
      requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { file: { type: string, format: binary } } } } } }
      responses: { '200': { description: x, content: { application/json: { schema: { type: string, format: int64 } } } } }
    get:
      operationId: envelope
      tags: [part]
      responses: { '200': { description: x, content: { application/json: { schema: { type: object, required: [data], properties: { data: { type: string } } } } } } }
    put:
      operationId: asText
      tags: [part]
      responses: { '200': { description: x, content: { application/json: { schema: { type: array, items: { type: string, format: int64 } } } } } }
",
    );
    let part = files.remove("src/api/part.rs").expect("a group");
    assert_has(
        &part,
        &[
            "pub struct PartGroup<'c>",
            "pub type PartRequest =",
            "static ENVELOPE_OPERATION:",
            "pub type AsTextRequest =",
        ],
    );
    for name in ["Part", "AsText", "ENVELOPE"] {
        assert!(part.contains(name), "{part}");
    }
}
