//! An example of this package as a child process, with the portal's credentials in its environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::portal::{AUDIENCE, CLIENT_ID, CLIENT_SECRET, COMPANY, Portal};

/// The variables an example reads, with what makes it a client of this portal.
pub fn environment(portal: &Portal) -> [(&'static str, String); 6] {
    [
        ("PARTNERPORTAL_BASE_URL", portal.base_url()),
        ("PARTNERPORTAL_TOKEN_URL", portal.token_url()),
        ("PARTNERPORTAL_CLIENT_ID", CLIENT_ID.to_owned()),
        ("PARTNERPORTAL_CLIENT_SECRET", CLIENT_SECRET.to_owned()),
        ("PARTNERPORTAL_AUDIENCE", AUDIENCE.to_owned()),
        ("PARTNERPORTAL_COMPANY_ID", COMPANY.to_owned()),
    ]
}

/// An example with these variables and no others of ours.
pub fn example<'v>(
    name: &str,
    variables: impl IntoIterator<Item = &'v (&'static str, String)>,
) -> Command {
    let mut command = Command::new(path(name));
    for (inherited, _) in std::env::vars_os() {
        if inherited.to_string_lossy().starts_with("PARTNERPORTAL_") {
            command.env_remove(inherited);
        }
    }
    command.envs(variables.into_iter().map(|(name, value)| (name, value)));
    command
}

/// Standard output and error of a child, for messages and comparisons.
pub fn text(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// Where cargo puts an example: beside the directory of this test.
fn path(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let directory = test
        .parent()
        .and_then(Path::parent)
        .expect("the profile's directory");
    let path = directory
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        path.exists(),
        "{} is not there; `cargo test` builds it, as does `cargo build -p tests --examples`",
        path.display()
    );
    path
}
