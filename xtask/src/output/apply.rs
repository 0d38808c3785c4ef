//! Makes the folder what it should be. Each file is replaced in one step: a reader sees the old or the new one, and
//! an interrupted run is finished by the next.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use generator::changes::RELEASE;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::failure::Failure;
use crate::output::manifest::{self, Manifest};
use crate::output::{Change, Plan, walk};

/// How many files were touched.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Applied {
    /// New or replaced.
    pub written: usize,
    /// Removed.
    pub removed: usize,
}

impl Plan {
    /// Writes what differs and removes what is left over; first of all it makes sure that all of it is codegen's.
    pub fn apply(&self) -> Result<Applied, Failure> {
        self.refuse_foreign()?;
        let mut applied = Applied::default();
        if self.is_empty() {
            return Ok(applied);
        }
        fs::create_dir_all(&self.root)
            .map_err(|error| Failure::io("create the folder", &self.root, &error))?;
        self.announce()?;
        for (path, change) in &self.changes {
            if *change == Change::LeftOver {
                self.remove(path)?;
                applied.removed += 1;
            }
        }
        // `release.lock` says how `api.lock` differs from the release, and is understood beside the next one as well, which
        // the next run makes anew; an `api.lock` beside a `release.lock` of before would leave that without a meaning.
        let root = std::path::absolute(&self.root)
            .map_err(|error| Failure::io("find the folder", &self.root, &error))?;
        let write = |(path, change): (&String, &Change)| match change {
            Change::Changed { after, .. } | Change::Missing { after } => {
                replace(&root.join(path), after).map(|()| 1)
            }
            Change::LeftOver => Ok(0),
        };
        self.make_folders()?;
        if let Some(first) = self.changes.get_key_value(RELEASE) {
            applied.written += write(first)?;
        }
        let others = self.changes.par_iter().filter(|(path, _)| *path != RELEASE);
        let written = others
            .map(write)
            .try_reduce(|| 0, |one, other| Ok(one + other));
        applied.written += written?;
        Ok(applied)
    }

    fn refuse_foreign(&self) -> Result<(), Failure> {
        let Some(first) = self.foreign.first() else {
            return Ok(());
        };
        let others = match self.foreign.len() - 1 {
            0 => String::new(),
            1 => " (and one other file)".to_owned(),
            others => format!(" (and {others} other files)"),
        };
        Err(Failure::new(format!(
            "`{}`{others} was not written by codegen and stands in its output folder; nothing was changed",
            self.root.join(first).display()
        ))
        .help("the folder belongs to codegen alone: move the file away or delete it, or choose another --out"))
    }

    /// Writes down what is about to be created, so that a run that dies half-way leaves nothing that the next one
    /// takes for somebody else's.
    fn announce(&self) -> Result<(), Failure> {
        let missing = |(path, change): (&String, &Change)| {
            let new = matches!(change, Change::Missing { .. }) && path != manifest::NAME;
            new.then(|| path.clone())
        };
        let new: BTreeSet<String> = self.changes.iter().filter_map(missing).collect();
        if new.is_empty() {
            return Ok(());
        }
        let list = Manifest {
            krate: self.before.krate.clone(),
            paths: &self.before.paths | &new,
        };
        replace(&self.root.join(manifest::NAME), &list.text())
    }

    /// Makes the folders that something is to be written into, each once.
    fn make_folders(&self) -> Result<(), Failure> {
        let paths = self.changes.iter();
        let written = paths.filter(|(_, change)| **change != Change::LeftOver);
        let folders: BTreeSet<&str> = written
            .filter_map(|(path, _)| Some(path.rsplit_once('/')?.0))
            .collect();
        for folder in folders {
            let folder = self.root.join(folder);
            fs::create_dir_all(&folder)
                .map_err(|error| Failure::io("create the folder", &folder, &error))?;
        }
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<(), Failure> {
        let file = self.root.join(path);
        fs::remove_file(&file).map_err(|error| Failure::io("remove", &file, &error))?;
        for folder in file.ancestors().skip(1) {
            // Stops at the first folder that still holds something.
            if folder == self.root || fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Writes a file beside its place, then moves it there.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = temporary(folder).map_err(|error| Failure::io("write into", folder, &error))?;
    file.write_all(text.as_bytes())
        .map_err(|error| Failure::io("write", path, &error))?;
    let failed = |error: &io::Error| Failure::io("write", path, error);
    match file.persist(path) {
        Ok(_) => Ok(()),
        // Empty by now: what was in it was left over.
        Err(error) if path.is_dir() => {
            fs::remove_dir(path).map_err(|error| Failure::io("remove the folder", path, &error))?;
            let moved = error.file.persist(path);
            moved.map(drop).map_err(|error| failed(&error.error))
        }
        Err(error) => Err(failed(&error.error)),
    }
}

fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(walk::TEMPORARY);
    #[cfg(unix)]
    {
        // As any new file would have it, less the umask; temporary files are private otherwise.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
