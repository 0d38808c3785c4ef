//! A folder to run `cargo xtask` in, as its users do.

use std::path::PathBuf;
use std::process::Command;

use tempfile::{TempDir, tempdir};

pub struct Folder(TempDir);

/// How a command ended, and all that it said.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub said: String,
}

impl Folder {
    pub fn new() -> Self {
        Self(tempdir().unwrap())
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    pub fn xtask(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Ran {
            code: output.status.code(),
            said: String::from_utf8(text).unwrap(),
        }
    }
}

#[allow(dead_code, reason = "not every test wants them")]
impl Ran {
    #[track_caller]
    pub fn is(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.said);
        self
    }

    #[track_caller]
    pub fn says(self, expected: &str) -> Self {
        assert!(self.said.contains(expected), "{expected}:\n{}", self.said);
        self
    }
}
