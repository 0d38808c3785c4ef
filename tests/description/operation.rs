//! One operation as the judge needs it: where it is, what it takes, what it answers.

use percent_encoding::percent_decode_str;

use super::place::Place;
use super::schema::{Schema, Schemas};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// An operation of the description.
#[derive(Debug)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// Its method in capitals.
    pub method: String,
    pub(super) template: Template,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) responses: Vec<Response>,
    /// Whether a request must carry a token.
    pub(super) is_secured: bool,
}

/// A path template, in segments.
#[derive(Debug)]
pub(super) struct Template(Vec<Segment>);

#[derive(Debug)]
enum Segment {
    Fixed(String),
    Parameter(String),
}

/// Where a parameter travels; header and cookie parameters do not occur.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Location {
    Path,
    Query,
}

#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: Location,
    pub(super) is_required: bool,
    pub(super) schema: Schema,
}

#[derive(Debug)]
pub(super) struct Body {
    pub(super) is_required: bool,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) struct Response {
    /// A code, a range such as `2XX`, or `default`.
    pub(super) status: String,
    pub(super) content: Content,
}

/// The schemas by media type.
pub(super) type Content = Vec<(String, Schema)>;

/// The operations of one path item.
pub(super) fn of_path_item(path: &str, item: &Place<'_>, schemas: &Schemas) -> Vec<Operation> {
    METHODS
        .iter()
        .filter_map(|method| {
            let place = item.get(method)?;
            Some(Operation {
                id: place.text("operationId")?.to_owned(),
                method: method.to_ascii_uppercase(),
                template: Template::new(path),
                parameters: [item, &place]
                    .into_iter()
                    .flat_map(|place| parameters(place, schemas))
                    .collect(),
                body: place.get("requestBody").map(|body| Body {
                    is_required: body.flag("required"),
                    content: content(&body, schemas),
                }),
                responses: responses(&place, schemas),
                // Every operation has the document's own requirement unless it says that it has none.
                is_secured: place.value().get("security").is_none_or(|alternatives| {
                    alternatives.as_array().is_some_and(|all| !all.is_empty())
                }),
            })
        })
        .collect()
}

fn parameters(place: &Place<'_>, schemas: &Schemas) -> Vec<Parameter> {
    let Some(list) = place.get("parameters") else {
        return Vec::new();
    };
    list.items()
        .map(|parameter| {
            let name = parameter.text("name").expect("a parameter has a name");
            assert!(
                parameter.get("style").is_none() && parameter.get("explode").is_none(),
                "the parameter `{name}` has a style, which this judge does not know"
            );
            Parameter {
                name: name.to_owned(),
                location: match parameter.text("in") {
                    Some("path") => Location::Path,
                    Some("query") => Location::Query,
                    other => panic!(
                        "the parameter `{name}` is in {other:?}, which this judge does not know"
                    ),
                },
                is_required: parameter.flag("required"),
                schema: schemas
                    .compile(&parameter.get("schema").expect("a parameter has a schema")),
            }
        })
        .collect()
}

fn responses(place: &Place<'_>, schemas: &Schemas) -> Vec<Response> {
    let Some(responses) = place.get("responses") else {
        return Vec::new();
    };
    responses
        .members()
        .map(|(status, response)| Response {
            content: content(&response, schemas),
            status,
        })
        .collect()
}

fn content(place: &Place<'_>, schemas: &Schemas) -> Content {
    let Some(content) = place.get("content") else {
        return Vec::new();
    };
    content
        .members()
        .filter_map(|(name, media_type)| Some((name, schemas.compile(&media_type.get("schema")?))))
        .collect()
}

impl Template {
    fn new(path: &str) -> Self {
        let segments = path.split('/').skip(1).map(|segment| {
            match segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
            {
                Some(name) => Segment::Parameter(name.to_owned()),
                None => Segment::Fixed(segment.to_owned()),
            }
        });
        Self(segments.collect())
    }

    /// The decoded values of the parameters, when the path is one of this template.
    pub(super) fn matches(&self, path: &str) -> Option<Vec<(String, String)>> {
        let sent: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        if sent.len() != self.0.len() {
            return None;
        }
        let mut values = Vec::new();
        for (segment, sent) in self.0.iter().zip(sent) {
            let decoded = percent_decode_str(sent).decode_utf8().ok()?;
            match segment {
                Segment::Fixed(text) if *text == decoded => {}
                Segment::Parameter(name) if !decoded.is_empty() => {
                    values.push((name.clone(), decoded.into_owned()));
                }
                _ => return None,
            }
        }
        Some(values)
    }
}
