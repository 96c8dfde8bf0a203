//! The stream itself: written once from the beginning to the end, and read so.

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::BackupError;

/// The form that is written here. One that older programs cannot read gets another number.
const FORMAT: u32 = 1;
/// Ends the rows of a table; `COPY` writes a backslash in a value as two.
const END_OF_ROWS: &[u8] = b"\\.";
/// More than a line can hold that is no row.
const LONGEST_LINE: u64 = 4 << 20;
/// More than PostgreSQL lets a row have.
const LONGEST_ROW: u64 = 2 << 30;

/// What a backup says about itself at its beginning.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    #[serde(rename = "bloknotik_backup")]
    format: u32,
    /// The version of the program that has written it.
    pub program: String,
    /// The moment that it shows.
    #[serde(with = "time::serde::rfc3339")]
    pub made: OffsetDateTime,
    /// The schema, as the versions of its migrations.
    pub migrations: Vec<String>,
}

impl Head {
    pub(super) fn new(program: &str, made: OffsetDateTime, migrations: Vec<String>) -> Self {
        Self {
            format: FORMAT,
            program: program.to_owned(),
            made,
            migrations,
        }
    }
}

/// Of a later form, only this has to be readable.
#[derive(Deserialize)]
struct AnyHead {
    bloknotik_backup: u32,
    program: String,
}

/// A table, and which of its columns have stored values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
}

/// Where a sequence stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sequence {
    pub(super) name: String,
    pub(super) last_value: i64,
    pub(super) is_called: bool,
}

/// What comes after the head.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Section {
    Table(Table),
    Sequences(Vec<Sequence>),
    End {
        rows: BTreeMap<String, u64>,
        sha256: String,
    },
}

/// What is in a backup that was read to its end, or written.
#[derive(Clone, Debug)]
pub struct Contents {
    /// What it says about itself.
    pub head: Head,
    /// How many rows of which table.
    pub rows: BTreeMap<String, u64>,
}

/// Writes a backup.
pub(super) struct Writer<W> {
    output: W,
    hash: Sha256,
    head: Head,
    rows: BTreeMap<String, u64>,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(output: W, head: Head) -> Result<Self, BackupError> {
        let line = json(&head)?;
        let mut writer = Self {
            output,
            hash: Sha256::new(),
            head,
            rows: BTreeMap::new(),
        };
        writer.put(&line)?;
        Ok(writer)
    }

    /// Begins a table; its rows follow.
    pub(super) fn table(&mut self, table: &Table) -> Result<(), BackupError> {
        self.rows.insert(table.name.clone(), 0);
        self.put(&json(&Section::Table(table.clone()))?)
    }

    /// One row with the end of its line.
    pub(super) fn row(&mut self, table: &Table, row: &[u8]) -> Result<(), BackupError> {
        if let Some(count) = self.rows.get_mut(&table.name) {
            *count += 1;
        }
        self.put(row)
    }

    pub(super) fn end_of_rows(&mut self) -> Result<(), BackupError> {
        self.put(END_OF_ROWS)?;
        self.put(b"\n")
    }

    pub(super) fn sequences(&mut self, sequences: Vec<Sequence>) -> Result<(), BackupError> {
        self.put(&json(&Section::Sequences(sequences))?)
    }

    pub(super) fn finish(mut self) -> Result<Contents, BackupError> {
        let end = Section::End {
            rows: self.rows.clone(),
            sha256: hex(self.hash.clone()),
        };
        let line = json(&end)?;
        self.put(&line)?;
        self.output.flush().map_err(BackupError::Write)?;
        Ok(Contents {
            head: self.head,
            rows: self.rows,
        })
    }

    pub(super) fn rows_of(&self, table: &Table) -> u64 {
        self.rows.get(&table.name).copied().unwrap_or_default()
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.hash.update(bytes);
        self.output.write_all(bytes).map_err(BackupError::Write)
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, BackupError> {
    let mut line = serde_json::to_vec(value).map_err(|error| BackupError::Write(error.into()))?;
    line.push(b'\n');
    Ok(line)
}

fn hex(hash: Sha256) -> String {
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a backup.
pub struct Reader<R> {
    input: R,
    hash: Sha256,
    head: Head,
    rows: BTreeMap<String, u64>,
    line: Vec<u8>,
}

impl<R: BufRead> Reader<R> {
    /// Reads the head, and so knows whether it is a backup at all.
    pub fn open(mut input: R) -> Result<Self, BackupError> {
        let mut line = Vec::new();
        (&mut input)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .map_err(|error| BackupError::unreadable(&error))?;
        let any: AnyHead = serde_json::from_slice(&line).map_err(|_| BackupError::NotABackup)?;
        if any.bloknotik_backup != FORMAT {
            return Err(BackupError::NewerFormat {
                format: any.bloknotik_backup,
                program: any.program,
            });
        }
        let head = serde_json::from_slice(&line)
            .map_err(|error| BackupError::broken(format!("its head: {error}")))?;
        Ok(Self {
            input,
            hash: Sha256::new_with_prefix(&line),
            head,
            rows: BTreeMap::new(),
            line,
        })
    }

    /// What it says about itself.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Reads all of it, and so knows whether it is whole.
    pub fn check(mut self, stop: super::Stop<'_>) -> Result<Contents, BackupError> {
        loop {
            match self.section()? {
                Section::Table(table) => while self.row(&table.name, stop)?.is_some() {},
                Section::Sequences(_) => {}
                Section::End { .. } => return Ok(self.contents()),
            }
        }
    }

    /// What was read.
    pub(super) fn contents(self) -> Contents {
        Contents {
            head: self.head,
            rows: self.rows,
        }
    }

    /// What comes next. An end is answered only if all is as it was written.
    pub(super) fn section(&mut self) -> Result<Section, BackupError> {
        self.read_line(LONGEST_LINE)?;
        let section = serde_json::from_slice(&self.line)
            .map_err(|_| BackupError::broken("it makes no sense behind a table"))?;
        match &section {
            Section::Table(table) => {
                if self.rows.insert(table.name.clone(), 0).is_some() {
                    let name = &table.name;
                    return Err(BackupError::broken(format!("the table {name} comes twice")));
                }
            }
            Section::Sequences(_) => {}
            Section::End { rows, sha256 } => {
                if *sha256 != hex(self.hash.clone()) || *rows != self.rows {
                    return Err(BackupError::broken("it is not as it was written"));
                }
                let rest = self.input.fill_buf();
                if !rest
                    .map_err(|error| BackupError::unreadable(&error))?
                    .is_empty()
                {
                    return Err(BackupError::broken("something follows behind its end"));
                }
            }
        }
        self.hash.update(&self.line);
        Ok(section)
    }

    /// The next row of the table that has begun, with the end of its line; nothing behind the last one.
    pub(super) fn row(
        &mut self,
        table: &str,
        stop: super::Stop<'_>,
    ) -> Result<Option<&[u8]>, BackupError> {
        self.read_line(LONGEST_ROW)?;
        self.hash.update(&self.line);
        if self.line.strip_suffix(b"\n") == Some(END_OF_ROWS) {
            return Ok(None);
        }
        if let Some(count) = self.rows.get_mut(table) {
            *count += 1;
            if count.is_multiple_of(super::STEP) && stop(super::STEP) {
                return Err(BackupError::Stopped);
            }
        }
        Ok(Some(&self.line))
    }

    fn read_line(&mut self, longest: u64) -> Result<(), BackupError> {
        self.line.clear();
        (&mut self.input)
            .take(longest)
            .read_until(b'\n', &mut self.line)
            .map_err(|error| BackupError::unreadable(&error))?;
        if self.line.ends_with(b"\n") {
            Ok(())
        } else {
            Err(BackupError::broken("it ends too early"))
        }
    }
}
