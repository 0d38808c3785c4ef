//! Compares the whole folder with the whole set of files: changed, missing, left over. Changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::failure::Failure;
use crate::output::manifest::{self, Manifest};
use crate::output::walk;
use crate::pipeline::File;

/// A file that is not as it should be.
#[derive(Debug, PartialEq)]
pub enum Change {
    /// It is there, with other content.
    Changed {
        /// What is in it now.
        before: Vec<u8>,
        /// What should be.
        after: String,
    },
    /// It should be there.
    Missing {
        /// What should be in it.
        after: String,
    },
    /// It should not be there.
    LeftOver,
}

/// What it takes to make a folder hold a set of files and nothing else.
#[derive(Debug)]
pub struct Plan {
    /// The output folder.
    pub root: PathBuf,
    /// By path relative to the folder.
    pub changes: BTreeMap<String, Change>,
    /// Those among `changes` that codegen did not write and so neither replaces nor removes.
    pub foreign: BTreeSet<String>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// The list of codegen's files that is in the folder now.
    pub(super) before: Manifest,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The name of the crate that the folder holds now, where codegen wrote it.
    pub fn crate_before(&self) -> Option<&str> {
        self.before.krate.as_deref()
    }
}

/// Looks at the folder `root`, which need not exist, and says what it takes to make it hold `files` of `krate`.
pub fn compare(root: &Path, krate: &str, files: Vec<File>) -> Result<Plan, Failure> {
    let present = present(root)?;
    let before = match fs::read_to_string(root.join(manifest::NAME)) {
        Ok(text) => Manifest::parse(&text),
        Err(_) => Manifest::default(),
    };
    let wanted = wanted(krate, files)?;
    let mut plan = Plan {
        root: root.to_path_buf(),
        changes: BTreeMap::new(),
        foreign: BTreeSet::new(),
        unchanged: 0,
        before,
    };
    for path in present {
        if !wanted.contains_key(&path) {
            plan.left_over(path)?;
        }
    }
    // Thousands of small files: opening them is most of it, and more than one core can do that.
    let compared: Vec<Option<(String, Change, bool)>> = wanted
        .into_par_iter()
        .map(|(path, after)| plan.compare_file(path, after))
        .collect::<Result<_, _>>()?;
    for difference in compared {
        let Some((path, change, ours)) = difference else {
            plan.unchanged += 1;
            continue;
        };
        if !ours {
            plan.foreign.insert(path.clone());
        }
        plan.changes.insert(path, change);
    }
    Ok(plan)
}

impl Plan {
    fn left_over(&mut self, path: String) -> Result<(), Failure> {
        let name = path.rsplit('/').next().unwrap_or_default();
        let ours = self.before.paths.contains(&path)
            || path == manifest::NAME
            || name.starts_with(walk::TEMPORARY)
            || manifest::is_marked(&read(&self.root.join(&path))?.unwrap_or_default());
        if !ours {
            self.foreign.insert(path.clone());
        }
        self.changes.insert(path, Change::LeftOver);
        Ok(())
    }

    /// How a file differs from what should be in it, if it does, and whether it is codegen's to replace.
    fn compare_file(
        &self,
        path: String,
        after: String,
    ) -> Result<Option<(String, Change, bool)>, Failure> {
        Ok(match read(&self.root.join(&path))? {
            None => Some((path, Change::Missing { after }, true)),
            Some(before) if before == after.as_bytes() => None,
            Some(before) => {
                let ours = self.before.paths.contains(&path)
                    || path == manifest::NAME
                    || manifest::is_marked(&before);
                Some((path, Change::Changed { before, after }, ours))
            }
        })
    }
}

/// The files of the folder, none where it does not exist yet.
fn present(root: &Path) -> Result<Vec<String>, Failure> {
    let about = match fs::symlink_metadata(root) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Failure::io("look into", root, &error)
                .help("a file is in the way: choose another --out"));
        }
        Err(error) => return Err(Failure::io("read", root, &error)),
    };
    if about.is_symlink() {
        return Err(Failure::new(format!(
            "the output folder `{}` is a symbolic link",
            root.display()
        ))
        .help("give the folder that it leads to as --out"));
    }
    if !about.is_dir() {
        return Err(
            Failure::new(format!("the output `{}` is not a folder", root.display()))
                .help("give a folder as --out; it is created where it does not exist"),
        );
    }
    walk::files(root)
}

/// The files that should be there, with the list of them.
fn wanted(krate: &str, files: Vec<File>) -> Result<BTreeMap<String, String>, Failure> {
    let mut wanted = BTreeMap::new();
    for File { path, text } in files {
        if !manifest::is_inside(&path) || path == manifest::NAME {
            return Err(Failure::new(format!(
                "the generator asked for the file `{path}`, which is not inside the output folder"
            ))
            .help("this is a bug of the generator: please report the description"));
        }
        if wanted.insert(path.clone(), text).is_some() {
            return Err(
                Failure::new(format!("the generator asked for the file `{path}` twice"))
                    .help("this is a bug of the generator: please report the description"),
            );
        }
    }
    let list = Manifest {
        krate: Some(krate.to_owned()),
        paths: wanted.keys().cloned().collect(),
    };
    wanted.insert(manifest::NAME.to_owned(), list.text());
    Ok(wanted)
}

/// What is in a file; `None` where there is none. Links are not followed.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::symlink_metadata(path) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(Failure::io("read", path, &error)),
        Ok(about) if about.is_file() => fs::read(path)
            .map(Some)
            .map_err(|error| Failure::io("read", path, &error)),
        // Its files are left over, each by itself; the folder goes with the last of them.
        Ok(about) if about.is_dir() => Ok(None),
        Ok(_) => Err(Failure::new(format!(
            "`{}` is in the way of a file of the same name",
            path.display()
        ))
        .help("codegen writes only into a folder of its own: move it away")),
    }
}
