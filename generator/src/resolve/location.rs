//! Where a reference leads by its text alone: to which file of the folder, and to what in it.

/// A reference taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Location {
    /// The file, relative to the description's folder; `None` for the one that the reference stands in.
    pub(super) path: Option<String>,
    /// What stands behind the `#`, still percent-encoded; empty for the whole file.
    pub(super) fragment: String,
}

/// Takes a reference apart that stands in the file `from`. The error is what it does that it may not.
pub(super) fn locate(from: &str, reference: &str) -> Result<Location, &'static str> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = fragment.to_owned();
    if path.is_empty() {
        return Ok(Location {
            path: None,
            fragment,
        });
    }
    if has_scheme(path) || path.starts_with("//") {
        return Err("leads to another place, and nothing is fetched");
    }
    if path.starts_with('/') || path.contains('\\') {
        return Err("is not relative to the folder of the description");
    }
    let path = decode(path.split('?').next().unwrap_or_default());
    if path.contains(['\0', '\\']) {
        return Err("is no path");
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err("leads out of the folder of the description");
                }
            }
            part => parts.push(part),
        }
    }
    Ok(Location {
        path: Some(parts.join("/")),
        fragment,
    })
}

/// Whether the text starts like `https:`, `file:` or `C:` (RFC 3986, section 3.1).
fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Undoes percent-encoding. What is not sound UTF-8 after that stays as it was.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
