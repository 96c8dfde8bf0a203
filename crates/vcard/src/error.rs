use thiserror::Error;

/// Why a card was refused, and where.
///
/// The text is written for the person who owns the file: it says what is wrong, on which line, and what helps.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {kind}")]
pub struct ParseError {
    /// The physical line (as a text editor counts them, from 1) within the bytes given to the parser.
    pub line: usize,
    /// What is wrong there.
    pub kind: ParseErrorKind,
}

impl ParseError {
    pub(crate) fn new(line: usize, kind: ParseErrorKind) -> Self {
        ParseError { line, kind }
    }
}

/// The reasons for which a card is refused.
///
/// They are all about the bounds of the card or about safety: a line that merely makes no sense is kept, not refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParseErrorKind {
    /// The bytes are not UTF-8.
    #[error("the text is not valid UTF-8; save the file again with the encoding UTF-8")]
    NotUtf8,
    /// There is a NUL character, which neither vCard nor the database can hold.
    #[error(
        "there is a NUL character in the text; the file is damaged or not a vCard, export it again"
    )]
    Nul,
    /// The card is larger than [`Limits::card_bytes`](crate::Limits::card_bytes).
    #[error(
        "the card has {size} bytes, more than the {limit} allowed; make its photo smaller or remove it"
    )]
    TooLarge {
        /// Size of the card in bytes.
        size: usize,
        /// The limit in force.
        limit: usize,
    },
    /// One line, unfolded, is larger than [`Limits::line_bytes`](crate::Limits::line_bytes).
    #[error(
        "one property is longer than the {limit} bytes allowed; shorten it, or make the photo smaller"
    )]
    LineTooLong {
        /// The limit in force.
        limit: usize,
    },
    /// There are more content lines than [`Limits::lines`](crate::Limits::lines).
    #[error(
        "the card has more than the {limit} lines allowed; split it or remove what is not needed"
    )]
    TooManyLines {
        /// The limit in force.
        limit: usize,
    },
    /// The text does not start with `BEGIN:VCARD`.
    #[error(
        "a card must start with BEGIN:VCARD; check that this is a vCard file and that its start is complete"
    )]
    MissingBegin,
    /// The text stops before `END:VCARD`.
    #[error("the card has no END:VCARD; its end is missing, export or download it again")]
    MissingEnd,
    /// No `VERSION` line, so nobody can say how to read the card.
    #[error("the card does not say its version; add a line VERSION:3.0 after BEGIN:VCARD")]
    MissingVersion,
    /// A `VERSION` other than 3.0 and 4.0; the text is what the card says (shortened).
    #[error("vCard version \"{0}\" is not supported; export the card as vCard 3.0 or 4.0")]
    UnsupportedVersion(String),
    /// Two `VERSION` lines that disagree.
    #[error("the card names two different versions; remove the VERSION line that is wrong")]
    ConflictingVersions,
    /// A `BEGIN` inside the card: a missing `END`, or a nested object that readers disagree about.
    #[error(
        "something begins inside the card before its END:VCARD; the card above may have lost its end"
    )]
    NestedBegin,
    /// An `END` that is not exactly `END:VCARD`.
    #[error("this END does not end a card; it must be END:VCARD on a line of its own")]
    MalformedEnd,
    /// Text after `END:VCARD`; this parser reads exactly one card.
    #[error("there is more text after END:VCARD; only one card is expected here")]
    TrailingContent,
}
