//! All files of the output folder, without what belongs to cargo and version control.

use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::output::manifest;

/// Prefix of the temporary files that `apply` renames; one that stayed behind is nobody's.
pub const TEMPORARY: &str = ".codegen-tmp-";

/// Deeper than any crate, and a bound for the walk.
const MAX_DEPTH: usize = 64;

/// More than any crate has; a folder with more is not one of ours.
const MAX_FILES: usize = 200_000;

/// The paths of all files below `root`, sorted, with `/`. A symbolic link is an error: what it leads to is not ours
/// to read, replace or remove.
pub fn files(root: &Path) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let path = root.join(&folder);
        let entries = fs::read_dir(&path).map_err(|error| Failure::io("read", &path, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read", &path, &error))?;
            let kind = entry
                .file_type()
                .map_err(|error| Failure::io("read", &entry.path(), &error))?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                return Err(foreign(&entry.path(), "has a name that is not UTF-8"));
            };
            if depth == 0 && belongs_to_others(&name) {
                continue;
            }
            let relative = match folder.as_str() {
                "" => name,
                _ => format!("{folder}/{name}"),
            };
            if kind.is_symlink() {
                return Err(foreign(&entry.path(), "is a symbolic link"));
            } else if kind.is_dir() && depth < MAX_DEPTH {
                folders.push((relative, depth + 1));
            } else if found.len() < MAX_FILES {
                found.push(relative);
            } else {
                return Err(foreign(root, "has more files than any crate"));
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// What people write about the crate: drafted by `codegen --bump`, then theirs.
pub const CHANGELOG: &str = "CHANGELOG.md";

/// What codegen leaves alone at the top of its folder: cargo's output, the changelog, and whatever is hidden, but for its
/// own.
fn belongs_to_others(name: &str) -> bool {
    let ours = name == manifest::NAME || name.starts_with(TEMPORARY);
    !ours && (matches!(name, "target" | "Cargo.lock" | CHANGELOG) || name.starts_with('.'))
}

fn foreign(path: &Path, why: &str) -> Failure {
    Failure::new(format!("`{}` {why}", path.display()))
        .help("codegen writes only into a folder of its own: move it away, or choose another --out")
}
