//! The file that is written: CSV or JSON Lines, complete or not there at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use partnerportal::models::Lead;
use serde_json::{Map, Value};

/// The columns of a CSV file: the members of a lead, in the order of the description. What else a lead holds, such as
/// custom fields, goes into one more column as JSON, so that nothing is lost.
const COLUMNS: [&str; 23] = [
    "lastName",
    "agentId",
    "notes",
    "companyName",
    "phaseId",
    "partnerOrganizationId",
    "submissionDate",
    "totalCommission",
    "platform",
    "closeDate",
    "firstName",
    "createdAt",
    "companyId",
    "revenue",
    "phone",
    "websiteUrl",
    "commissionPercent",
    "lockCommissionPercent",
    "id",
    "value",
    "email",
    "status",
    "updatedAt",
];

/// What kind of file it is.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    Csv,
    JsonLines,
}

impl Format {
    /// The format that a file's extension asks for.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// A file on its way. Dropped before it is finished, it leaves nothing behind.
pub struct Output {
    writer: Writer,
    partial: PathBuf,
    target: PathBuf,
}

enum Writer {
    Csv(Box<csv::Writer<File>>),
    JsonLines(BufWriter<File>),
}

impl Output {
    /// Begins a file beside `target`; nothing happens to `target` yet.
    pub fn create(target: &Path, format: Format) -> io::Result<Self> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.partial", std::process::id()));
        let partial = target.with_file_name(name);
        let file = File::create_new(&partial).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", partial.display()))
        })?;
        let writer = match format {
            Format::Csv => {
                let mut writer = csv::Writer::from_writer(file);
                writer.write_record(COLUMNS.iter().chain(&["other"]))?;
                Writer::Csv(Box::new(writer))
            }
            Format::JsonLines => Writer::JsonLines(BufWriter::new(file)),
        };
        Ok(Self {
            writer,
            partial,
            target: target.to_owned(),
        })
    }

    /// Adds a lead.
    pub fn write(&mut self, lead: &Lead) -> io::Result<()> {
        match &mut self.writer {
            Writer::Csv(writer) => writer.write_record(row(lead)?)?,
            Writer::JsonLines(writer) => {
                serde_json::to_writer(&mut *writer, lead)?;
                writer.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    /// Makes the file safe on disk, and puts it in the place of what was there.
    pub fn finish(mut self) -> io::Result<()> {
        match &mut self.writer {
            Writer::Csv(writer) => {
                writer.flush()?;
                writer.get_ref().sync_all()?;
            }
            Writer::JsonLines(writer) => {
                writer.flush()?;
                writer.get_ref().sync_all()?;
            }
        }
        fs::rename(&self.partial, &self.target)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // After `finish` there is nothing of this name any more.
        let _ = fs::remove_file(&self.partial);
    }
}

fn row(lead: &Lead) -> io::Result<Vec<String>> {
    let mut members = match serde_json::to_value(lead)? {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    let mut cells: Vec<_> = COLUMNS
        .iter()
        .map(|name| cell(members.remove(*name)))
        .collect();
    cells.push(if members.is_empty() {
        String::new()
    } else {
        Value::Object(members).to_string()
    });
    Ok(cells)
}

/// Text as it is, null and absent as nothing, all else as JSON.
fn cell(value: Option<Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
    }
}
