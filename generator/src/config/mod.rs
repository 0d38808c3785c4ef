//! The configuration: what belongs to a project rather than to the API that it uses.
//!
//! In: the text of a `codegen.toml`. Out: a [`Config`], or diagnostics at the places that are not as documented. The
//! text becomes a tree like that of a description, so that its diagnostics look the same. Does not look at whether
//! files that it names exist; whoever reads files does.

mod keys;
mod place;
mod schema;
#[cfg(test)]
mod tests;
mod toml;

use std::collections::BTreeMap;

use crate::Rejected;
use crate::codes;
use crate::config::keys::{FORMAT_TYPES, Kind, ROOT};
use crate::diagnostic::{Diagnostic, Part, Place, Severity};
use crate::document::Document;
use crate::formats::{FormatType, Formats};
use crate::levels::{self, Levels};
use crate::lower::Selection;
use crate::rename::Rename;
use crate::tree::{NodeId, Value};

pub(crate) use place::Attached;
pub use schema::schema;

/// The text of a configuration, by which what is wrong with a wish of it is shown where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path as the user gave it.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// What a configuration says. Paths are as written: relative to its folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The path of the description.
    pub description: Option<String>,
    /// The folder of the crate.
    pub out: Option<String>,
    /// The paths of overlays, in order.
    pub overlays: Vec<String>,
    /// The name of the crate.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// Its license, as an SPDX expression.
    pub license: Option<String>,
    /// The features that are on unless somebody says otherwise; `None` stands for all.
    pub default_features: Option<Vec<String>>,
    /// Which operations are wanted.
    pub selection: Selection,
    /// The types of formats.
    pub formats: Formats,
    /// Rust names that the project chose.
    pub names: Vec<Rename>,
    /// Packages of types for formats, with their versions.
    pub dependencies: Vec<(String, String)>,
    /// Which warnings are kept, dropped or made errors.
    pub levels: Levels,
    /// The text that says all this; `None` where there is none.
    pub written: Option<Written>,
}

/// Reads a configuration. `path` is what the user calls it.
pub fn read(path: &str, text: String) -> Result<Config, Rejected> {
    let written = Written {
        path: path.to_owned(),
        text: text.clone(),
    };
    let document = toml::read(path, text);
    let mut config = Config::default();
    if !document.diagnostics.has_errors() {
        let reader = Reader {
            document: &document,
        };
        reader.check(document.root, &Kind::Table(ROOT));
        if !document.diagnostics.has_errors() {
            config = reader.config();
        }
    }
    if document.diagnostics.has_errors() {
        return Err(Rejected(Box::new(document)));
    }
    config.written = Some(written);
    Ok(config)
}

struct Reader<'d> {
    document: &'d Document,
}

impl Reader<'_> {
    fn error(&self, node: NodeId, part: Part, message: String, help: String) {
        let place = Place::Node(node, part);
        let code = codes::BAD_CONFIGURATION;
        let error = Diagnostic::new(Severity::Error, code, place, message);
        self.document.diagnostics.push(error.help(help));
    }

    /// Compares a node with what may stand there, and everything below it.
    fn check(&self, node: NodeId, kind: &Kind) {
        let tree = &self.document.tree;
        let text = tree.str(node).unwrap_or_default();
        match (kind, tree.value(node)) {
            (Kind::Table(keys), Value::Object) => {
                for member in tree.children(node) {
                    let name = tree.name(member).unwrap_or_default();
                    match keys.iter().find(|key| key.name == name) {
                        Some(key) => self.check(member, &key.kind),
                        None => self.say_unknown(member, name, keys),
                    }
                }
            }
            (Kind::Map(of), Value::Object) => {
                for member in tree.children(node) {
                    self.check(member, of);
                }
            }
            (Kind::List(of), Value::Array) => {
                for item in tree.children(node) {
                    self.check(item, of);
                }
            }
            (Kind::Text, Value::String(_)) => {}
            (Kind::OneOf(values), Value::String(_)) if values.contains(&text) => {}
            (Kind::OneOf(values), Value::String(_)) => {
                let help = match self
                    .document
                    .diagnostics
                    .nearest(text, values.iter().copied())
                {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("write one of {}", list(values)),
                };
                self.error(
                    node,
                    Part::Value,
                    format!("`{text}` is none of the choices"),
                    help,
                );
            }
            (Kind::CrateName, Value::String(_)) => self.check_crate_name(node, text),
            (Kind::Version, Value::String(_)) => self.check_version(node, text),
            (Kind::FormatType, Value::String(_)) => self.check_format_type(node, text),
            (Kind::RustName, Value::String(_)) => self.check_rust_name(node, text),
            (Kind::Code, Value::String(_)) => self.check_code(node, text),
            (Kind::CodeOrAll, Value::String(_)) if text == ALL => {}
            (Kind::CodeOrAll, Value::String(_)) => self.check_code(node, text),
            _ => {
                let name = tree.name(node).unwrap_or("it");
                let message = format!("`{name}` must be {}", kind.describe());
                self.error(
                    node,
                    Part::Value,
                    message,
                    format!("write {}", kind.example()),
                );
            }
        }
    }

    fn say_unknown(&self, member: NodeId, name: &str, keys: &[keys::Key]) {
        let names = keys.iter().map(|key| key.name);
        let elsewhere = ROOT.iter().find(|table| match &table.kind {
            Kind::Table(keys) => keys.iter().any(|key| key.name == name),
            _ => false,
        });
        let help = match (
            elsewhere,
            self.document.diagnostics.nearest(name, names.clone()),
        ) {
            (Some(table), _) => format!("it belongs under `[{}]`", table.name),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => {
                let names: Vec<&str> = names.collect();
                format!("what is known here is {}", list(&names))
            }
        };
        let message = format!("nothing here reads `{name}`");
        self.error(member, Part::Name, message, help);
    }

    fn check_crate_name(&self, node: NodeId, text: &str) {
        let starts = text.starts_with(|first: char| first.is_ascii_alphabetic());
        let is_sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !starts || !text.chars().all(is_sound) || text.len() > 64 {
            let message = format!("`{text}` is no name of a crate");
            let help = "use letters, digits, `-` and `_`, and start with a letter";
            self.error(node, Part::Value, message, help.to_owned());
        }
    }

    fn check_format_type(&self, node: NodeId, text: &str) {
        if FormatType::named(text).is_some() {
            return;
        }
        let help = match self
            .document
            .diagnostics
            .nearest(text, FORMAT_TYPES.iter().copied())
        {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write one of {}, or the path of a type of another crate with `FromStr` and `Display`, such as `rust_decimal::Decimal`",
                list(FORMAT_TYPES)
            ),
        };
        let message = format!("`{text}` is no type of a format");
        self.error(node, Part::Value, message, help);
    }

    /// As far as it can be told without a description; the rest is said when there is one.
    fn check_rust_name(&self, node: NodeId, text: &str) {
        let starts = text.starts_with(|first: char| first.is_ascii_alphabetic());
        let is_sound = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !starts || !text.chars().all(is_sound) || text.len() > 80 {
            let message = format!("`{text}` is no name in Rust");
            let help = "use letters, digits and `_`, and start with a letter: a capital for a type, a small one for a field or a method";
            self.error(node, Part::Value, message, help.to_owned());
        }
    }

    fn check_version(&self, node: NodeId, text: &str) {
        let plain = text.split(['-', '+']).next().unwrap_or_default();
        let is_number = |part: &str| {
            let leads = part.len() > 1 && part.starts_with('0');
            !leads && part.parse::<u64>().is_ok() && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_sound = plain.split('.').count() == 3 && plain.split('.').all(is_number);
        if !is_sound || text.len() > 100 {
            let message = format!("`{text}` is no version");
            let help = "write three numbers, as in `0.1.0`".to_owned();
            self.error(node, Part::Value, message, help);
        }
    }

    fn check_code(&self, node: NodeId, text: &str) {
        if codes::parse(text).is_none() {
            let message = format!("`{text}` is no code of a diagnostic");
            self.error(node, Part::Value, message, levels::unknown(text));
        }
    }
}

/// In place of a code: all warnings.
const ALL: &str = "warnings";

impl Reader<'_> {
    /// What a sound configuration says.
    fn config(&self) -> Config {
        Config {
            description: self.text(&["description"]),
            out: self.text(&["out"]),
            overlays: self.texts(&["overlays"]).unwrap_or_default(),
            name: self.text(&["crate", "name"]),
            version: self.text(&["crate", "version"]),
            license: self.text(&["crate", "license"]),
            default_features: self.texts(&["crate", "default-features"]),
            selection: Selection {
                tags: self.texts(&["select", "tags"]).unwrap_or_default(),
                operations: self.texts(&["select", "operations"]).unwrap_or_default(),
                paths: self.texts(&["select", "paths"]).unwrap_or_default(),
                is_configured: true,
            },
            formats: self.formats(),
            names: self.names(),
            dependencies: self.dependencies(),
            levels: self.levels(),
            written: None,
        }
    }

    fn at(&self, way: &[&str]) -> Option<NodeId> {
        let tree = &self.document.tree;
        way.iter()
            .try_fold(self.document.root, |node, name| tree.peek(node, name))
    }

    fn text(&self, way: &[&str]) -> Option<String> {
        self.document.tree.str(self.at(way)?).map(str::to_owned)
    }

    fn texts(&self, way: &[&str]) -> Option<Vec<String>> {
        let tree = &self.document.tree;
        let items = tree.children(self.at(way)?);
        let texts = items.filter_map(|item| tree.str(item).map(str::to_owned));
        Some(texts.collect())
    }

    fn members(&self, way: &[&str]) -> impl Iterator<Item = (&str, NodeId)> {
        let tree = &self.document.tree;
        let members = self.at(way).map(|node| tree.children(node));
        let members = members.into_iter().flatten();
        members.filter_map(|member| Some((tree.name(member)?, member)))
    }

    fn formats(&self) -> Formats {
        let mut formats: BTreeMap<String, FormatType> = BTreeMap::new();
        for (format, ty) in self.members(&["types", "formats"]) {
            let name = self.document.tree.str(ty).unwrap_or_default();
            if let Some(ty) = FormatType::named(name) {
                formats.insert(format.to_ascii_lowercase(), ty);
            }
        }
        let date_time = self.text(&["types", "date-time"]);
        if let Some(ty) = date_time.as_deref().and_then(FormatType::named_date_time) {
            formats.entry("date-time".to_owned()).or_insert(ty);
        }
        Formats { by_name: formats }
    }

    fn names(&self) -> Vec<Rename> {
        let tree = &self.document.tree;
        let names = self.members(&["names"]).filter_map(|(of, name)| {
            Some(Rename {
                of: of.to_owned(),
                name: tree.str(name)?.to_owned(),
            })
        });
        names.collect()
    }

    fn dependencies(&self) -> Vec<(String, String)> {
        let tree = &self.document.tree;
        let packages = self.members(&["types", "dependencies"]);
        let packages = packages
            .filter_map(|(name, version)| Some((name.to_owned(), tree.str(version)?.to_owned())));
        packages.collect()
    }

    fn levels(&self) -> Levels {
        let codes = |texts: &[String]| texts.iter().filter_map(|text| codes::parse(text)).collect();
        let deny = self.texts(&["warnings", "deny"]).unwrap_or_default();
        let mut allow_at = Vec::new();
        for (pointer, list) in self.members(&["warnings", "allow-at"]) {
            let tree = &self.document.tree;
            let texts = tree.children(list).filter_map(|item| tree.str(item));
            let codes = texts.filter_map(codes::parse);
            allow_at.extend(codes.map(|code| (pointer.to_owned(), code)));
        }
        Levels {
            allow: codes(&self.texts(&["warnings", "allow"]).unwrap_or_default()),
            allow_at,
            deny_all: deny.iter().any(|text| text == ALL),
            deny: codes(&deny),
        }
    }
}

fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
