//! Where a backup is read from, and how much of it was read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::backup::Problem;

/// A file, or standard input.
pub struct Source {
    input: Box<dyn Read>,
    read: Arc<AtomicU64>,
    length: Option<u64>,
}

impl Source {
    /// `-` is standard input.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        if path == Path::new("-") {
            return Ok(Self::of(Box::new(io::stdin()), None));
        }
        let unreadable = |error| Problem::file("read", path, &error);
        let file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        // A pipe with a name has no length.
        let length = about.is_file().then_some(about.len());
        Ok(Self::of(Box::new(file), length))
    }

    fn of(input: Box<dyn Read>, length: Option<u64>) -> Self {
        Self {
            input,
            read: Arc::default(),
            length,
        }
    }

    /// Asks how much of it was read, as a part of the whole, if it is known how long that is.
    pub fn share(&self) -> impl Fn(u64) -> Option<f64> + Sync + use<> {
        let (read, length) = (self.read.clone(), self.length);
        move |_| Some(read.load(Ordering::Relaxed) as f64 / length?.max(1) as f64)
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
