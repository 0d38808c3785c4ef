//! The part of the crate that no description changes: the files of `generator/runtime`, embedded.

/// Paths below `src/runtime`, with their text; listed by `build.rs`.
pub(super) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// The manifest of the runtime's own crate, which knows its dependencies and features.
pub(super) const MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_module_of_the_runtime_is_embedded() {
        let mut modules = 0;
        for (path, text) in FILES {
            let folder = match path.strip_suffix("mod.rs") {
                Some(folder) => folder.to_owned(),
                None => format!("{}/", path.trim_end_matches(".rs")),
            };
            for line in text.lines() {
                let declared = line.strip_prefix("pub ").unwrap_or(line);
                let declared = declared.strip_prefix("pub(crate) ").unwrap_or(declared);
                let Some(name) = declared
                    .strip_prefix("mod ")
                    .and_then(|rest| rest.strip_suffix(';'))
                else {
                    continue;
                };
                modules += 1;
                let files = [
                    format!("{folder}{name}.rs"),
                    format!("{folder}{name}/mod.rs"),
                ];
                let is_there = FILES
                    .iter()
                    .any(|(path, _)| files.iter().any(|file| file == path));
                assert!(is_there, "{name} of {path}");
            }
        }
        assert!(modules + 1 >= FILES.len(), "{modules} of {}", FILES.len());
    }
}
