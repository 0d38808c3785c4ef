//! How many operations a description has, counted in the raw document without any of the generator's code.
//!
//! A path item has an operation for each HTTP method that it has an object for, be it a member or in its
//! `additionalOperations`. Path items may be references, inside
//! the document or to another file beside it. What cannot be counted surely is `None`, not a guess.

mod raw;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use raw::Raw;

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// References that lead to references are followed this far.
const MAX_HOPS: usize = 16;

/// The number of operations of the description at `path`; `None` where it cannot be read or counted.
pub fn operations(path: &Path) -> Option<usize> {
    let root = Raw::read(path)?;
    let Some(paths) = root.get("paths") else {
        return Some(0);
    };
    let mut count = 0;
    for (template, item) in paths.members() {
        if !template.starts_with("x-") {
            count += methods(path, &root, item, MAX_HOPS)?.len();
        }
    }
    Some(count)
}

/// The methods of a path item: its own, and those of the one that it refers to.
fn methods(file: &Path, root: &Raw, item: &Raw, hops: usize) -> Option<BTreeSet<String>> {
    let is_object = |name: &str| matches!(item.get(name), Some(Raw::Object(_)));
    // `GET` is as good as `get`, where that is not there as well.
    let capitals = item.members().map(|(name, _)| name.as_str());
    let names = METHODS.iter().copied().chain(capitals);
    let mut found = BTreeSet::new();
    for name in names.filter(|name| is_object(name)) {
        let method = name.to_ascii_lowercase();
        if METHODS.contains(&&*method) {
            found.insert(method);
        }
    }
    let others = item.get("additionalOperations").into_iter();
    found.extend(
        others
            .flat_map(Raw::members)
            .filter(|(name, value)| !name.starts_with("x-") && matches!(value, Raw::Object(_)))
            .map(|(name, _)| name.to_owned()),
    );
    if let Some(reference) = item.get("$ref").and_then(Raw::text) {
        let hops = hops.checked_sub(1)?;
        let (other, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let pointer = decoded(pointer);
        if other.is_empty() {
            found.extend(methods(file, root, root.pointer(&pointer)?, hops)?);
        } else {
            let file = sibling(file, other)?;
            let root = Raw::read(&file)?;
            found.extend(methods(&file, &root, root.pointer(&pointer)?, hops)?);
        }
    }
    Some(found)
}

/// A file in the folder of `file`, or below it.
fn sibling(file: &Path, other: &str) -> Option<PathBuf> {
    let folder = file.parent()?.canonicalize().ok()?;
    let path = folder.join(decoded(other)).canonicalize().ok()?;
    path.starts_with(&folder).then_some(path)
}

/// Percent-decoded; left as it is where that gives no text.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        plain.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::operations;

    #[track_caller]
    fn count(text: &str) -> Option<usize> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("openapi.yaml");
        fs::write(&path, text).unwrap();
        let other = "items:\n  a b: {get: {}, patch: {}}\n";
        fs::write(folder.path().join("other.yaml"), other).unwrap();
        operations(&path)
    }

    #[test]
    fn methods_with_objects_are_counted() {
        let yaml = "paths:\n  /a:\n    summary: no method\n    get: {}\n    post: {responses: {200: {}}}\n    put:\n  x-b: {get: {}}\n  /c: {}\n";
        assert_eq!(count(yaml), Some(2));
        assert_eq!(count(r#"{"paths": {"/a": {"trace": {}}}}"#), Some(1));
        assert_eq!(count("webhooks: {a: {post: {}}}"), Some(0));
        let new = "paths: {/a: {query: {}, additionalOperations: {COPY: {}, x-a: {}, LOCK: 1}}}";
        assert_eq!(count(new), Some(2));
        let capitals = "paths: {/a: {GET: {}, Post: {}, post: {}}}";
        assert_eq!(count(capitals), Some(2));
    }

    #[test]
    fn references_to_path_items_are_followed() {
        let inside = "paths: {/a: {$ref: '#/components/pathItems/x~1y'}}\ncomponents: {pathItems: {x/y: {get: {}}}}";
        assert_eq!(count(inside), Some(1));
        let outside = "paths: {/a: {$ref: 'other.yaml#/items/a%20b', post: {}}}";
        assert_eq!(count(outside), Some(3));
    }

    #[test]
    fn what_cannot_be_counted_is_not_guessed() {
        assert_eq!(count("paths: {/a: {$ref: '#/paths/~1a'}}"), None);
        assert_eq!(count("paths: {/a: {$ref: '../none.yaml'}}"), None);
        assert_eq!(count("paths: ["), None);
    }
}
