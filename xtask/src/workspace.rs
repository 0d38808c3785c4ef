//! Where the workspace is, and how a path is named in what is written: the same from every working directory.

use std::path::{Path, PathBuf};

/// The workspace's root. Cargo tells where xtask's manifest is now; what was true at compile time is second best.
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|folder| folder.ends_with("xtask"))
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest
        .parent()
        .map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// How output names the file `path` (canonical): by its way from the workspace's root, or by its name alone where it
/// is outside, so that neither the working directory nor the machine shows.
pub fn name_in_output(path: &Path) -> String {
    let inside = root()
        .canonicalize()
        .ok()
        .and_then(|root| path.strip_prefix(root).ok().map(Path::to_path_buf));
    match inside {
        Some(relative) => slashed(&relative),
        None => path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
    }
}

/// A relative path with `/` between its steps, whatever the platform.
pub fn slashed(path: &Path) -> String {
    path.components()
        .map(|step| step.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// `path` as a person would name it: relative to the working directory where it is below it.
pub fn shown(path: &Path) -> String {
    let below = std::env::current_dir()
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    match below {
        Some(relative) if !relative.as_os_str().is_empty() => relative.display().to_string(),
        // GitHub finds no file of the name `./a`.
        _ => match path.strip_prefix(".") {
            Ok(plain) if !plain.as_os_str().is_empty() => plain.display().to_string(),
            _ => path.display().to_string(),
        },
    }
}

/// Where a path leads that may not exist yet.
pub fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let existing = absolute.ancestors().find_map(|folder| {
        let real = folder.canonicalize().ok()?;
        let rest = absolute.strip_prefix(folder).ok()?;
        Some(real.join(rest))
    });
    existing.unwrap_or(absolute)
}
