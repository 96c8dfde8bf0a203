//! The outside of a backup: gzip, and around it age for whoever wants it. Both can be taken off by other tools.

use std::io::{self, BufRead, BufReader, BufWriter, Cursor, Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use age::stream::StreamWriter;
use age::{Decryptor, Encryptor, Identity, IdentityFile, scrypt, x25519};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use super::Problem;

/// Most of what can be had, in half of the time that the usual level takes.
const LEVEL: Compression = Compression::new(4);
const GZIP: &[u8] = &[0x1f, 0x8b];
const AGE: &[u8] = b"age-encryption.org/";
const ARMORED: &[u8] = b"-----BEGIN AGE";
const BUFFER: usize = 256 << 10;

/// Who will be able to open a backup.
pub enum Seal {
    /// Everybody.
    None,
    /// Whoever has one of these keys.
    Recipients(Vec<x25519::Recipient>),
    /// Whoever knows this.
    Passphrase(SecretString),
}

impl Seal {
    /// What the name of a file ends with.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::None => ".gz",
            Self::Recipients(_) | Self::Passphrase(_) => ".gz.age",
        }
    }

    /// Wraps a file; what is written then is compressed and sealed.
    pub fn wrap<W: Write>(&self, output: W) -> io::Result<Sealed<W>> {
        let output = BufWriter::with_capacity(BUFFER, output);
        let encryptor = match self {
            Self::None => return Ok(Sealed(GzEncoder::new(Layer::Plain(output), LEVEL))),
            Self::Passphrase(passphrase) => Encryptor::with_user_passphrase(passphrase.clone()),
            Self::Recipients(recipients) => {
                let recipients = recipients.iter().map(|one| one as &dyn age::Recipient);
                Encryptor::with_recipients(recipients).map_err(io::Error::other)?
            }
        };
        let layer = Layer::Age(encryptor.wrap_output(output)?);
        Ok(Sealed(GzEncoder::new(layer, LEVEL)))
    }
}

enum Layer<W: Write> {
    Plain(BufWriter<W>),
    Age(StreamWriter<BufWriter<W>>),
}

impl<W: Write> Write for Layer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(output) => output.write(bytes),
            Self::Age(output) => output.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(output) => output.flush(),
            Self::Age(output) => output.flush(),
        }
    }
}

/// A file that is being written through its seal.
pub struct Sealed<W: Write>(GzEncoder<Layer<W>>);

impl<W: Write> Sealed<W> {
    /// Writes the ends of all layers. Without it, the file counts as cut off.
    pub fn finish(self) -> io::Result<W> {
        let output = match self.0.finish()? {
            Layer::Plain(output) => output,
            Layer::Age(output) => output.finish()?,
        };
        output.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    // The compressor gives out what it has when it thinks fit.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What opens a backup.
pub enum Key {
    /// Nothing was given.
    None,
    /// Keys as age keeps them.
    Identities(Vec<Box<dyn Identity>>),
    /// A passphrase.
    Passphrase(SecretString),
}

impl Key {
    /// Reads a file of identities, as `age-keygen` writes it.
    pub fn from_file(path: &Path) -> Result<Self, Problem> {
        let file = std::fs::File::open(path).map_err(|e| Problem::file("read", path, &e))?;
        let identities = IdentityFile::from_buffer(BufReader::new(file))
            .ok()
            .and_then(|file| file.into_identities().ok())
            .filter(|identities| !identities.is_empty());
        identities.map(Self::Identities).ok_or_else(|| {
            let path = path.display();
            Problem::Other(format!(
                "{path} holds no key of age: a line that begins with AGE-SECRET-KEY-1 is expected"
            ))
        })
    }
}

/// Takes the seal off, whichever it is.
pub fn open(input: impl Read + 'static, key: &Key) -> Result<Box<dyn BufRead>, Problem> {
    let input = BufReader::with_capacity(BUFFER, input);
    let (start, input) = peek(input)?;
    if !start.starts_with(AGE) {
        return unzip(&start, input);
    }
    let damaged = |_| Problem::Other("the backup is broken: its encryption is damaged".to_owned());
    let decryptor = Decryptor::new_buffered(input).map_err(damaged)?;
    let opened = match key {
        Key::None => {
            let option = match decryptor.is_scrypt() {
                true => "--passphrase-file",
                false => "--identity",
            };
            return Err(Problem::Other(format!(
                "the backup is encrypted: {option} FILE opens it"
            )));
        }
        Key::Identities(identities) => {
            decryptor.decrypt(identities.iter().map(|one| one.as_ref() as &dyn Identity))
        }
        Key::Passphrase(passphrase) => {
            let identity = scrypt::Identity::new(passphrase.clone());
            decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
        }
    };
    let opened = opened.map_err(|error| {
        let key = match key {
            Key::Passphrase(_) => "passphrase",
            _ => "key",
        };
        Problem::Other(format!("this {key} does not open the backup: {error}"))
    })?;
    let (start, input) = peek(BufReader::with_capacity(BUFFER, opened))?;
    unzip(&start, input)
}

type Peeked<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// What it begins with, and all of it: a pipe cannot be wound back.
fn peek<R: BufRead>(mut input: R) -> Result<(Vec<u8>, Peeked<R>), Problem> {
    let mut start = Vec::new();
    (&mut input)
        .take(AGE.len() as u64)
        .read_to_end(&mut start)
        .map_err(|error| Problem::Other(format!("the backup cannot be read: {error}")))?;
    Ok((start.clone(), Cursor::new(start).chain(input)))
}

fn unzip(start: &[u8], input: impl BufRead + 'static) -> Result<Box<dyn BufRead>, Problem> {
    if start.starts_with(GZIP) {
        let text = Unzipped(GzDecoder::new(input));
        return Ok(Box::new(BufReader::with_capacity(BUFFER, text)));
    }
    Err(Problem::Other(match start {
        [] => "the backup is empty".to_owned(),
        start if start.starts_with(ARMORED) => {
            "this is age's form for letters: take it off with `age --decrypt` first".to_owned()
        }
        _ => "this is not a backup of Bloknotik".to_owned(),
    }))
}

/// The end of what is compressed has to be the end of the file, too.
struct Unzipped<R>(GzDecoder<R>);

impl<R: BufRead> Read for Unzipped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        if read == 0 && !buffer.is_empty() && !self.0.get_mut().fill_buf()?.is_empty() {
            return Err(io::Error::other("something follows behind its end"));
        }
        Ok(read)
    }
}
