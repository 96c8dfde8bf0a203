//! Lossless vCard documents.
//!
//! A [`Card`] is the text of one vCard (3.0 or 4.0) together with an index of its lines. Reading and writing back
//! gives the same bytes; an edit rewrites the one line it concerns and leaves every other line alone. That is the
//! point of this crate: an address book that rebuilds cards from the fields it knows loses the ones it does not.
//!
//! ```
//! use vcard::{Card, escape};
//!
//! let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Example\r\nitem1.TEL;type=CELL;type=pref:+1 555 0100\r\n\
//!             item1.X-ABLabel:boat\r\nEND:VCARD\r\n";
//! let mut card = Card::parse(text.as_bytes())?;
//! assert_eq!(card.to_string(), text);
//!
//! let phone = card.named("tel").next().map(|tel| tel.id()).expect("the card has a phone");
//! card.replace_value(phone, &escape::text("+1 555 0199"));
//! assert_eq!(card.to_string(), text.replace("0100", "0199"));
//! # Ok::<(), vcard::ParseError>(())
//! ```
//!
//! # What is kept, and what is refused
//!
//! Line endings, folding, letter case, parameter spelling, groups, blank lines, a byte order mark, and lines that are
//! not properties at all (no colon, an unclosed quote, a name that is none) are all kept as text. The last kind is
//! listed by [`Card::unreadable_lines`], so that an import can report it.
//!
//! Refused are only cards whose bounds are in doubt: no `BEGIN`, `END` or `VERSION`, a `BEGIN` or a different `END`
//! inside, content after `END`, text that is not UTF-8, NUL, and cards beyond the [`Limits`]. A card whose folds cut
//! letters in half can be put right by [`mend_folds`] before it is parsed. A file of many cards is cut by [`pieces`], each
//! of which is read or refused by itself.
//!
//! What an edit did can be kept as a [`Patch`], which is taken back by its [`inverse`](Patch::inverse).
//!
//! # What can never be written
//!
//! No value, parameter or name handed to the writers makes a second line: line breaks become `\n` (`^n` in
//! parameters), other control characters except tab are dropped, names keep only the characters allowed in them, and
//! `BEGIN`, `END` and `VERSION` are not available as names of properties.

mod card;
mod edit;
mod error;
pub mod escape;
mod file;
mod fold;
mod limits;
mod mend;
mod new_property;
mod param;
mod parse;
mod patch;
mod property;
mod rewrite;
mod scan;
mod syntax;
#[cfg(feature = "testing")]
pub mod testing;
mod unescape;
mod version;

pub use card::Card;
pub use error::{ParseError, ParseErrorKind};
pub use file::{Piece, Pieces, pieces};
pub use fold::fold;
pub use limits::Limits;
pub use mend::mend_folds;
pub use new_property::NewProperty;
pub use param::Param;
pub use patch::{Patch, PatchError};
pub use property::{Property, PropertyId};
pub use version::Version;
