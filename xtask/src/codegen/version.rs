//! The crate's version: what the folder has of it, what the changes since the last release ask for, and what is written
//! down of it. `generator/docs/changes.md` tells the whole story.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use generator::changes::{self, Kept, RELEASE, Release, Version};
use generator::surface::{Surface, lock};

use super::{Codegen, counted};
use crate::console::{self, say};
use crate::failure::Failure;
use crate::output::CHANGELOG;
use crate::pipeline::{Base, File, Generated, Located, Request};
use crate::workspace;

/// More changes than these are not listed, unless asked for with `--bump`, which writes all of them down.
const LISTED: usize = 50;

/// What is known of the crate's version before it is generated.
#[derive(Debug, Default)]
pub struct Before {
    /// `release.lock`, if there is one, and the text of `api.lock`, if there is that.
    kept: Option<(Kept, Option<String>)>,
    /// The version in the manifest, if there is one.
    manifest: Option<Version>,
    out: PathBuf,
}

impl Before {
    /// Reads the folder. A `release.lock` that does not read is an error, unless it is to be replaced anyway.
    pub fn read(out: &Path, codegen: &Codegen) -> Result<Self, Failure> {
        let manifest = fs::read_to_string(out.join("Cargo.toml")).ok();
        let manifest = manifest.as_deref().and_then(manifest_version);
        let kept = match fs::read_to_string(out.join(RELEASE)) {
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                None
            }
            Err(_) if codegen.versioning.release => None,
            Err(error) => return Err(unreadable(out, &error.to_string(), codegen)),
            Ok(text) => match Kept::parse(&text) {
                Ok(kept) => Some((kept, fs::read_to_string(out.join(lock::NAME)).ok())),
                Err(_) if codegen.versioning.release => None,
                Err(what) => return Err(unreadable(out, &what, codegen)),
            },
        };
        Ok(Self {
            kept,
            manifest,
            out: out.to_path_buf(),
        })
    }

    /// Adds it to what is wanted of the generator.
    pub fn tell(&self, request: &mut Request) {
        let of_release = self.kept.as_ref().map(|(kept, _)| kept.version);
        request.version = of_release.or(self.manifest);
        request.release = self
            .kept
            .clone()
            .map(|(kept, locked)| Base::Kept(kept, locked));
    }

    /// Whether it is of a crate, which may be another than the folder held.
    fn is_of(&self, generated: &Generated) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|(kept, _)| kept.krate == generated.crate_name)
    }
}

fn unreadable(out: &Path, what: &str, codegen: &Codegen) -> Failure {
    let (release, api) = (out.join(RELEASE), out.join(lock::NAME));
    let (release, api) = (workspace::shown(&release), workspace::shown(&api));
    Failure::new(format!("cannot tell what changed since the last release: `{release}`: {what}")).help(
        format_args!(
            "take both files of one commit from version control again, e.g. `git restore {release} {api}`; or let changes count from now with: {} --release",
            codegen.command()
        ),
    )
}

fn manifest_version(manifest: &str) -> Option<Version> {
    let mut lines = manifest
        .lines()
        .skip_while(|line| line.trim() != "[package]")
        .skip(1);
    let mut package = lines.by_ref().take_while(|line| !line.starts_with('['));
    let value = package.find_map(|line| line.strip_prefix("version = "))?;
    value.trim().trim_matches('"').parse().ok()
}

/// What the version is and what it should be.
#[derive(Debug)]
pub struct Verdict {
    /// The state to write.
    pub release: Release,
    /// The surface that it is written beside.
    surface: Surface,
    /// The least version that the changes allow.
    pub needed: Version,
    /// Whether the crate is there and nothing tells what was released of it.
    begins_anew: bool,
}

impl Verdict {
    /// Weighs the changes since the last release.
    pub fn of(before: &Before, generated: &Generated, codegen: &Codegen) -> Result<Self, Failure> {
        let is_lost = before.is_of(generated) && generated.release.is_none();
        if is_lost && !codegen.versioning.release {
            let what = "it was not written beside the `api.lock` that is there";
            return Err(unreadable(&before.out, what, codegen));
        }
        let version = before.manifest.unwrap_or(Version::FIRST);
        let release = generated.release.clone().unwrap_or_else(|| Release {
            krate: generated.crate_name.clone(),
            version,
            released: version,
            surface: generated.surface.clone(),
        });
        let needed = match Located::verdict(&generated.changes) {
            Some(verdict) => release.released.after(verdict),
            None => release.released,
        };
        Ok(Self {
            release,
            surface: generated.surface.clone(),
            needed,
            begins_anew: before.kept.is_none()
                && before.manifest.is_some()
                && !codegen.versioning.release,
        })
    }

    /// Whether the version is high enough.
    pub fn is_met(&self) -> bool {
        self.release.version >= self.needed
    }

    /// Raises the version; whether that makes another crate of it.
    pub fn bump(&mut self, wanted: Option<Version>) -> Result<bool, Failure> {
        let version = wanted.unwrap_or(self.needed.max(self.release.version));
        if version < self.needed {
            return Err(Failure::new(format!(
                "{version} is too low: the changes since {} ask for {} at least",
                self.release.released, self.needed
            ))
            .help("--bump without a version finds the right one"));
        }
        let is_other = version != self.release.version;
        self.release.version = version;
        Ok(is_other)
    }

    /// Lets changes count from now.
    pub fn release(&mut self, generated: &Generated, codegen: &Codegen) -> Result<(), Failure> {
        if !self.is_met() {
            return Err(self.unmet(codegen));
        }
        self.release.released = self.release.version;
        self.release.surface = generated.surface.clone();
        Ok(())
    }

    /// Says that the version is too low.
    pub fn unmet(&self, codegen: &Codegen) -> Failure {
        Failure::new(format!(
            "the crate has the version {}, and what changed since {} asks for {}",
            self.release.version, self.release.released, self.needed
        ))
        .help(format_args!("run: {} --bump", codegen.command()))
    }

    /// The file that keeps it.
    pub fn file(&self) -> File {
        File {
            path: RELEASE.to_owned(),
            text: self.release.text(&self.surface),
        }
    }

    /// Prints what changed.
    pub fn print(&self, generated: &Generated) {
        if self.begins_anew {
            say!(
                "{:>9} there was no `{RELEASE}`: changes since {} count from now",
                "note",
                self.release.released
            );
        }
        let changes = &generated.changes;
        if changes.is_empty() {
            return;
        }
        let released = self.release.released;
        say!(
            "{:>9} for users since {released}: {}",
            "changes",
            counted(changes.len(), "change")
        );
        for Located { change, place } in changes.iter().take(LISTED) {
            say!(
                "    {} {place}: {}",
                console::verdict(change.verdict),
                change.message
            );
        }
        if let Some(more) = changes.len().checked_sub(LISTED).filter(|more| *more > 0) {
            say!("{:>9} and {more} more, none worse than these", "");
        }
        match self.is_met() {
            true => say!(
                "{:>9} {}, as these ask for",
                "version",
                self.release.version
            ),
            false => say!(
                "{:>9} {}; these ask for {}: raise it with --bump",
                "version",
                self.release.version,
                self.needed
            ),
        }
    }
}

/// Puts the draft of an entry on top of the changelog, unless the version has one.
pub fn draft(out: &Path, version: Version, generated: &Generated) -> Result<(), Failure> {
    const TITLE: &str = "# Changelog\n";
    let path = out.join(CHANGELOG);
    let changes: Vec<_> = generated
        .changes
        .iter()
        .map(|it| it.change.clone())
        .collect();
    let entry = changes::entry(version, &changes);
    let before = fs::read_to_string(&path).unwrap_or_else(|_| TITLE.to_owned());
    let heading = format!("## {version}");
    if before
        .lines()
        .any(|line| line == heading || line.starts_with(&format!("{heading} ")))
    {
        say!(
            "{:>9} `{}` has an entry for {version} already; it was left alone",
            "changelog",
            workspace::shown(&path)
        );
        return Ok(());
    }
    let at = before.find("\n## ").map_or(before.len(), |at| at + 1);
    let (head, rest) = before.split_at_checked(at).unwrap_or((&before, ""));
    let gap = if head.ends_with("\n\n") { "" } else { "\n" };
    let end = if rest.is_empty() { "" } else { "\n" };
    fs::write(&path, format!("{head}{gap}{entry}{end}{rest}"))
        .map_err(|error| Failure::io("write", &path, &error))?;
    say!(
        "{:>9} an entry for {version} in `{}`",
        "drafted",
        workspace::shown(&path)
    );
    Ok(())
}
