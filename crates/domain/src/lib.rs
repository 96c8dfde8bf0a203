//! What Bloknotik is about, without any I/O: contacts, what may be written into them, who may do what,
//! and the shapes that travel over the HTTP API.
//!
//! Invariant: nothing here knows Diesel, Axum or Leptos, and everything compiles for wasm32, because the
//! page and the server use the very same types.

pub mod account;
pub mod birthday;
pub mod book;
pub mod bulk;
pub mod card;
pub mod color;
pub mod contact;
pub mod date;
pub mod edit;
pub mod error;
pub mod event;
pub mod export;
pub mod label;
pub mod language;
pub mod list;
pub mod note;
pub mod photo;
pub mod policy;
mod read_only;
pub mod search;
pub mod service;
pub mod session;
#[cfg(feature = "collation")]
pub mod sort;
pub mod table;
pub mod theme;
pub mod validate;

pub use account::{Login, NameOrder, ProfilePatch, Register, SignedIn, User};
pub use birthday::{Birthday, BirthdayQuery, Birthdays, CalendarFeed};
pub use book::{Book, BookEdit};
pub use bulk::{BulkAction, BulkRequest, Failures, Matching, Operation, OperationState, Selection};
pub use color::Color;
pub use contact::{
    Address, AddressType, Contact, ContactCopy, ContactDate, ContactFields, CustomField, DateType,
    Email, EmailType, Im, ItemKey, Kind, Name, Org, Phone, PhoneType, QrCard, Related, Relation,
    RelationType, Url,
};
pub use date::PartialDate;
pub use edit::{Change, ContactEdit, NameEdit, OrgEdit};
pub use error::{ErrorCode, FieldError, FieldErrors, FieldRule, Problem};
pub use event::{ChangeEvent, ChangeKind};
pub use export::{ExportFormat, ExportQuery, ExportRequest};
pub use label::{Label, LabelEdit};
pub use language::Language;
pub use list::{
    ContactQuery, ContactSummary, Letter, Listed, Match, Outline, OutlineQuery, Page, Sort,
};
pub use note::{Note, NoteEdit, NoteQuery};
pub use photo::PhotoSize;
pub use session::{AccessToken, NewAccessToken, PasswordChange, Session};
pub use uuid::Uuid;
