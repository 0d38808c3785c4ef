//! A description that is large enough for a Cargo feature per tag: the crate must compile with each alone, and with none.
//!
//! Its tags share types in every way there is: one that two use, one that all use, types of each other, a union over
//! two tags' types, and one that only a webhook uses.

use std::fmt::Write;

/// The name of the crate.
pub const NAME: &str = "golden-features";

/// The features of its tags, and of its webhook.
pub const TAGS: &[&str] = &["cats", "dogs", "birds", "zoo-keepers", "webhooks"];

/// The description: 29 plain operations for each tag, and some that differ.
pub fn description() -> String {
    let mut text = HEAD.to_owned();
    let tags = [
        ("cats", "Cat"),
        ("dogs", "Dog"),
        ("birds", "Bird"),
        ("Zoo keepers", "Animal"),
    ];
    for (tag, schema) in tags {
        for number in 1..30 {
            let path = tag.to_lowercase().replace(' ', "-");
            let answer = format!(
                "{{description: One., content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}"
            );
            writeln!(
                text,
                "  /{path}/{number}:\n    get: {{tags: [{tag}], responses: {{'200': {answer}}}}}"
            )
            .expect("memory");
        }
    }
    text + TAIL
}

const HEAD: &str = "openapi: 3.1.0
info: {title: Features, version: 1.0.0}
servers: [{url: https://features.example}]
webhooks:
  alarm:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Alarm'}}}}
      responses: {'200': {description: Heard.}}
paths:
  /cats:
    get:
      operationId: listCats
      tags: [cats]
      x-pagination: {style: page, page: page}
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: mood, in: query, schema: {type: string, enum: [good, bad]}}
      responses:
        '200':
          description: Cats.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Cat'}}}}
  /dogs/barks:
    get:
      operationId: listen
      tags: [dogs]
      responses:
        '200': {description: Barks., content: {text/event-stream: {schema: {$ref: '#/components/schemas/Bark'}}}}
        '404': {description: None., content: {application/json: {schema: {$ref: '#/components/schemas/Failure'}}}}
  /birds/picture:
    post:
      operationId: sendPicture
      tags: [birds]
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [picture]
              properties:
                picture: {type: string, format: binary}
                nest: {$ref: '#/components/schemas/Nest'}
      responses: {'204': {description: Sent.}}
";

const TAIL: &str = "components:
  schemas:
    Alarm: {type: object, required: [cause], properties: {cause: {$ref: '#/components/schemas/Cause'}}}
    Cause: {type: string, enum: [fire, escape]}
    Shared: {type: object, properties: {at: {type: string, format: date-time}}}
    Failure: {type: object, properties: {shared: {$ref: '#/components/schemas/Shared'}}}
    Bark: {type: object, properties: {loudness: {type: integer}}}
    Cat:
      type: object
      required: [kind]
      properties:
        kind: {type: string, const: cat}
        shared: {$ref: '#/components/schemas/Shared'}
        id: {type: string, format: uuid}
    Dog:
      type: object
      required: [kind]
      properties:
        kind: {type: string, const: dog}
        chases: {$ref: '#/components/schemas/Cat'}
        shared: {$ref: '#/components/schemas/Shared'}
    Bird: {type: object, properties: {nest: {$ref: '#/components/schemas/Nest'}}}
    Nest: {type: object, properties: {birds: {type: array, items: {$ref: '#/components/schemas/Bird'}}}}
    Animal:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
";
