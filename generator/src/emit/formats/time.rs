/// A date and a time with an offset (RFC 3339): a `time::OffsetDateTime`, read and written as the API has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateTime(pub time::OffsetDateTime);

impl std::ops::Deref for DateTime {
    type Target = time::OffsetDateTime;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl From<time::OffsetDateTime> for DateTime {
    fn from(value: time::OffsetDateTime) -> Self {
        Self(value)
    }
}

impl From<DateTime> for time::OffsetDateTime {
    fn from(value: DateTime) -> Self {
        value.0
    }
}

impl std::fmt::Display for DateTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // RFC 3339 has no years beyond four digits, and no offsets with seconds.
        let text = self
            .0
            .format(&time::format_description::well_known::Rfc3339)
            .map_err(|_| std::fmt::Error)?;
        f.write_str(&text)
    }
}

impl std::str::FromStr for DateTime {
    type Err = time::error::Parse;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let format = &time::format_description::well_known::Rfc3339;
        time::OffsetDateTime::parse(text, format).map(Self)
    }
}

impl crate::runtime::Fill for DateTime {
    fn fill(_: &mut crate::runtime::Reader<'_>) -> Self {
        Self(time::OffsetDateTime::UNIX_EPOCH)
    }
}
