//! Every text of the page, by what it says and not by where it stands.
//!
//! A language is one value of [`Messages`]: leave a text out and it does not compile.

mod birthdays;
mod bulk;
mod credentials;
mod english;
mod group;
mod list;
mod narrow;
mod notes;
mod palette;
mod parts;
mod persian;
mod photo;
mod portuguese;
mod russian;
mod settings;
mod share;
mod shared;
mod spoken;

use domain::{DateType, ErrorCode, FieldRule, PartialDate, PhoneType, RelationType};

pub use birthdays::BirthdayTexts;
#[cfg(all(test, feature = "ssr"))]
pub use bulk::bulk_texts_in;
pub use bulk::{BulkTexts, Deed, bulk_texts};
pub use credentials::{CredentialTexts, credential_texts};
pub use group::GroupTexts;
pub use list::{ContactTexts, ListTexts};
pub use narrow::NarrowTexts;
pub use notes::NoteTexts;
pub use palette::{PaletteTexts, keys, palette_texts};
pub use parts::{AccountTexts, FormTexts, StateTexts};
pub use photo::PhotoTexts;
pub use settings::SettingsTexts;
pub use share::ShareTexts;
#[cfg(feature = "hydrate")]
pub(crate) use spoken::arrived;
pub(crate) use spoken::chunk;
pub use spoken::texts;
#[cfg(any(feature = "ssr", not(feature = "hydrate")))]
pub use spoken::texts_in;

/// Why something could not be done, for a page that has no script to say it.
#[cfg(feature = "ssr")]
pub fn why(error: &crate::ApiError, language: domain::Language) -> String {
    let t = texts_in(language);
    match error {
        crate::ApiError::Problem(problem) => (t.problem)(problem.code),
        crate::ApiError::Offline => t.form.offline,
        crate::ApiError::Unreadable => t.state.unreadable_text,
    }
    .to_owned()
}

/// The texts in one language.
pub struct Messages {
    /// Language tag of the document.
    pub lang: &'static str,
    /// Direction of the document: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The product's name.
    pub product: &'static str,
    /// The title of a window: what is shown, and in which product.
    pub title: fn(&str) -> String,
    /// Between the things of a list.
    pub comma: &'static str,
    /// Between what something is called and what it is.
    pub colon: &'static str,
    /// First link of every page.
    pub skip: &'static str,
    /// Sign in, register, sign out.
    pub account: AccountTexts,
    /// Sidebar, list and search.
    pub list: ListTexts,
    /// What the list is narrowed to.
    pub narrow: NarrowTexts,
    /// Books and labels.
    pub group: GroupTexts,
    /// One contact.
    pub contact: ContactTexts,
    /// What is done with a contact: copied, photographed, printed, moved.
    pub share: ShareTexts,
    /// Birthdays, and the calendar of them.
    pub birthdays: BirthdayTexts,
    /// Notes.
    pub notes: NoteTexts,
    /// The form.
    pub form: FormTexts,
    /// The photo in the form.
    pub photo: PhotoTexts,
    /// The settings.
    pub settings: SettingsTexts,
    /// Empty, missing, offline, broken.
    pub state: StateTexts,
    /// What an error code means to a person.
    pub problem: fn(ErrorCode) -> &'static str,
    /// What a broken rule means to a person.
    pub rule: fn(&FieldRule) -> String,
    /// A kind of telephone number.
    pub phone_type: fn(PhoneType) -> &'static str,
    /// A kind of e-mail address, postal address or web page.
    pub place: fn(domain::EmailType) -> &'static str,
    /// What happened on a date.
    pub date_type: fn(DateType) -> &'static str,
    /// What somebody is to a person.
    pub relation_type: fn(RelationType) -> &'static str,
    /// The months, January first.
    pub months: [&'static str; 12],
    /// A date of which only a part may be known.
    pub date: fn(&PartialDate) -> String,
    /// A day, for "last changed".
    pub day: fn(time::Date) -> String,
    /// A number, its digits in groups.
    pub number: fn(i64) -> String,
}
