//! Versions, and which one comes next.

use std::fmt;
use std::str::FromStr;

use super::Verdict;

/// `major.minor.patch`, without pre-releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The first number.
    pub major: u64,
    /// The second.
    pub minor: u64,
    /// The third.
    pub patch: u64,
}

impl Version {
    /// What a crate begins with.
    pub const FIRST: Self = Self {
        major: 0,
        minor: 1,
        patch: 0,
    };

    /// The least version that may follow this one after changes of this kind. Cargo takes the first number that is not
    /// zero for the major one, and treats what stands after it accordingly.
    pub fn after(self, verdict: Verdict) -> Self {
        let Self {
            major,
            minor,
            patch,
        } = self;
        let next = |major, minor, patch| Self {
            major,
            minor,
            patch,
        };
        match (major, minor, verdict) {
            (0, 0, _) => next(0, 0, patch.saturating_add(1)),
            (0, _, Verdict::Major) => next(0, minor.saturating_add(1), 0),
            (0, ..) => next(0, minor, patch.saturating_add(1)),
            (_, _, Verdict::Major) => next(major.saturating_add(1), 0, 0),
            (_, _, Verdict::Minor) => next(major, minor.saturating_add(1), 0),
            (_, _, Verdict::Patch) => next(major, minor, patch.saturating_add(1)),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let no = || format!("`{text}` is no version such as 1.2.3");
        let mut numbers = text.split('.').map(|number| {
            let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
            let is_padded = number.len() > 1 && number.starts_with('0');
            number.parse().ok().filter(|_| is_plain && !is_padded)
        });
        let mut next = || numbers.next().flatten().ok_or_else(no);
        let version = Self {
            major: next()?,
            minor: next()?,
            patch: next()?,
        };
        match numbers.next() {
            None => Ok(version),
            Some(_) => Err(no()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, Version};

    #[test]
    fn the_next_version_follows_cargo() {
        use Verdict::{Major, Minor, Patch};
        for (now, verdict, expected) in [
            ("1.2.3", Major, "2.0.0"),
            ("1.2.3", Minor, "1.3.0"),
            ("1.2.3", Patch, "1.2.4"),
            ("0.2.3", Major, "0.3.0"),
            ("0.2.3", Minor, "0.2.4"),
            ("0.2.3", Patch, "0.2.4"),
            ("0.0.3", Major, "0.0.4"),
            ("0.0.3", Patch, "0.0.4"),
        ] {
            let now: Version = now.parse().expect("a version");
            assert_eq!(now.after(verdict).to_string(), expected, "{now} {verdict}");
        }
    }

    #[test]
    fn only_three_plain_numbers_are_a_version() {
        for text in [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "1.2.3-rc.1",
            "01.2.3",
            "1.-2.3",
            "+1.2.3",
            "a.b.c",
        ] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
        assert_eq!(
            "10.20.30".parse(),
            Ok(Version {
                major: 10,
                minor: 20,
                patch: 30
            })
        );
    }
}
