//! Reading the description and the files beside it; nothing outside its folder.
//!
//! In: the path from the command line. Out: bytes; what they mean is the generator's business. Says no to folders and
//! devices, and to references that lead out of the description's folder, be it by `..` or by a symbolic link.

use std::cell::RefCell;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use generator::codes;
use generator::overlay::Overlay;
use generator::resolve::NO_SUCH_FILE;

use crate::crate_name;
use crate::failure::Failure;
use crate::workspace;

/// The largest file that is read at all. The generator has limits of its own; this one keeps the memory free until
/// they apply.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// A description on disk.
#[derive(Debug)]
pub struct Spec {
    /// The path as it was given, for messages.
    pub path: PathBuf,
    /// Where it is.
    pub canonical: PathBuf,
    /// How many bytes it has.
    pub size: usize,
    /// What is in it, until somebody takes it.
    bytes: RefCell<Option<Vec<u8>>>,
    /// Changes to it, in the order in which they are made.
    pub overlays: Vec<Overlay>,
    /// The other files of its folder that were asked for, whether they are there or not.
    siblings: RefCell<Vec<PathBuf>>,
}

impl Spec {
    /// Reads the description at `path`.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let canonical = path.canonicalize().map_err(|error| missing(path, &error))?;
        let bytes = read_file(&canonical, path)?;
        Ok(Self {
            path: path.to_path_buf(),
            canonical,
            size: bytes.len(),
            bytes: RefCell::new(Some(bytes)),
            overlays: Vec::new(),
            siblings: RefCell::default(),
        })
    }

    /// What is in it. Read again for who comes second: a description may be large, and it is seldom asked for twice.
    pub fn take_bytes(&self) -> Result<Vec<u8>, Failure> {
        match self.bytes.take() {
            Some(bytes) => Ok(bytes),
            None => read_file(&self.canonical, &self.path),
        }
    }

    /// The other files of its folder that were asked for by now, whether they are there or not.
    pub fn siblings(&self) -> Vec<PathBuf> {
        self.siblings.borrow().clone()
    }

    /// Adds overlays, wherever they are: the user has named each of them.
    pub fn with_overlays(mut self, paths: &[PathBuf]) -> Result<Self, Failure> {
        for path in paths {
            self.overlays.push(Overlay {
                path: workspace::shown(path),
                bytes: read_named(path)?,
            });
        }
        Ok(self)
    }

    /// The name that output gives it.
    pub fn name_in_output(&self) -> String {
        workspace::name_in_output(&self.canonical)
    }

    /// A crate's name made of the file's name; `None` where that says nothing about the API, such as `openapi.yaml`.
    pub fn telling_name(&self) -> Option<String> {
        const EMPTY: &[&str] = &[
            "",
            "api",
            "description",
            "index",
            "openapi",
            "schema",
            "spec",
            "swagger",
        ];
        let stem = self.canonical.file_stem()?.to_string_lossy();
        let name = crate_name::from_text(&stem);
        (!EMPTY.contains(&name.as_str())).then_some(name)
    }

    /// The content of another file of the description, named relative to it with `/`; an error in words where there is
    /// none, or where it is not below the description's folder.
    pub fn read_sibling(&self, relative: &str) -> Result<Vec<u8>, String> {
        let folder = self.canonical.parent().unwrap_or(Path::new("."));
        let path = folder.join(relative);
        self.siblings.borrow_mut().push(path.clone());
        let path = path.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => NO_SUCH_FILE.to_owned(),
            _ => error.to_string(),
        })?;
        // The generator refuses names that lead out; what is left is a link.
        if !path.starts_with(folder) {
            let is_below = Path::new(relative)
                .components()
                .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
            let why = match is_below {
                true => "a link leads out of the folder of the description",
                false => "it is outside of the folder of the description",
            };
            return Err(why.to_owned());
        }
        read_file(&path, Path::new(relative)).map_err(|failure| {
            let said = format!("cannot read `{relative}`: ");
            let message = failure.message();
            message.strip_prefix(&said).unwrap_or(message).to_owned()
        })
    }
}

/// The content of a file that the user has named.
pub fn read_named(path: &Path) -> Result<Vec<u8>, Failure> {
    let canonical = path.canonicalize();
    let canonical = canonical.map_err(|error| Failure::io("read", path, &error))?;
    read_file(&canonical, path)
}

fn missing(path: &Path, error: &io::Error) -> Failure {
    let failure = Failure::io("read", path, error);
    if error.kind() == io::ErrorKind::NotFound {
        return failure
            .help("give the path of an OpenAPI description, such as `path/to/openapi.yaml`");
    }
    failure
}

fn read_file(path: &Path, shown: &Path) -> Result<Vec<u8>, Failure> {
    let about = fs::metadata(path).map_err(|error| missing(shown, &error))?;
    if about.is_dir() {
        let file = shown.join("openapi.yaml");
        let failure = Failure::new(format!("`{}` is a folder", shown.display()));
        return Err(failure.help(format_args!(
            "name the file in it that is meant, such as `{}`",
            file.display()
        )));
    }
    if !about.is_file() {
        return Err(Failure::new(format!("`{}` is no file", shown.display()))
            .help("give a file of YAML or JSON"));
    }
    if about.len() > MAX_BYTES {
        let limit = MAX_BYTES / (1024 * 1024);
        return Err(Failure::new(format!(
            "`{}` has {} bytes, more than the {limit} MiB that are read",
            shown.display(),
            about.len()
        ))
        .code(codes::LIMIT)
        .help(format_args!(
            "is it the right file? If it is, split it; `cargo xtask explain {}` tells more",
            codes::LIMIT
        )));
    }
    // A file may grow between the question and the answer.
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
    let file = fs::File::open(path).map_err(|error| Failure::io("read", shown, &error))?;
    file.take(MAX_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::io("read", shown, &error))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::Spec;
    use std::fs;

    #[track_caller]
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("api")).unwrap();
        fs::write(folder.path().join("api/openapi.yaml"), "openapi: 3.1.0\n").unwrap();
        fs::write(folder.path().join("api/more.yaml"), "more").unwrap();
        fs::write(folder.path().join("secret.txt"), "secret").unwrap();
        folder
    }

    #[test]
    fn a_name_that_says_nothing_is_none() {
        let folder = folder();
        let spec = Spec::read(&folder.path().join("api/openapi.yaml")).unwrap();
        assert_eq!(spec.telling_name(), None);
        let spec = Spec::read(&folder.path().join("api/more.yaml")).unwrap();
        assert_eq!(spec.telling_name().as_deref(), Some("more"));
    }

    #[test]
    fn files_beside_the_description_are_read() {
        let folder = folder();
        let spec = Spec::read(&folder.path().join("api/openapi.yaml")).unwrap();
        assert_eq!(spec.read_sibling("more.yaml").unwrap(), b"more");
        assert_eq!(spec.read_sibling("./more.yaml").unwrap(), b"more");
        assert!(spec.read_sibling("none.yaml").is_err());
    }

    #[test]
    fn nothing_outside_its_folder_is_read() {
        let folder = folder();
        let spec = Spec::read(&folder.path().join("api/openapi.yaml")).unwrap();
        let absolute = folder.path().join("secret.txt");
        for path in ["../secret.txt", absolute.to_str().unwrap()] {
            let error = spec.read_sibling(path).unwrap_err();
            assert!(error.contains("outside"), "{error}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&absolute, folder.path().join("api/link.yaml")).unwrap();
            let error = spec.read_sibling("link.yaml").unwrap_err();
            assert!(error.contains("leads out of the folder"), "{error}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_with_a_way_out() {
        let folder = folder();
        for (path, expected) in [
            (folder.path().join("api"), "is a folder"),
            (folder.path().join("none.yaml"), "cannot read"),
        ] {
            let text = Spec::read(&path).unwrap_err().text();
            assert!(text.contains(expected), "{text}");
            assert!(!text.ends_with('\n'), "no help: {text}");
        }
    }
}
