//! The contact as JSON: a view of its card, never the truth itself (that is the card).

mod custom;
mod dates;
mod ims;
mod key;
mod relations;
mod share;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::PartialDate;

pub use custom::CustomField;
pub use dates::{ContactDate, DateType};
pub use ims::Im;
pub use key::ItemKey;
pub use relations::{Related, Relation, RelationType};
pub use share::{ContactCopy, QrCard};

/// A contact: what its card says, and what the book knows about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Stable id of the contact on this server.
    pub id: Uuid,
    /// The book it lives in.
    pub book_id: Uuid,
    /// Changes with every change of the contact, but not with the reader's star; send it back as `If-Match`, which asks for the
    /// version alone.
    pub etag: String,
    /// What the card says.
    #[serde(flatten)]
    pub fields: ContactFields,
    /// Whether the reader has marked it as a favourite.
    #[serde(default)]
    pub starred: bool,
    /// When the contact came into the book.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
    /// When it was deleted; `null` while it is in the book.
    #[serde(with = "time::serde::rfc3339::option")]
    pub deleted_at: Option<OffsetDateTime>,
}

impl Contact {
    /// The ETag of a contact's version, quotes and all: what the `ETag` header says and `If-Match` wants. It names bytes, so it
    /// also tells by which rules the card was read.
    pub fn etag_of(version: i64, projection: i16) -> String {
        format!("\"v{version}-p{projection}\"")
    }
}

/// The part of a contact that is read from its card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct ContactFields {
    /// The id that the card itself carries and that other programs know it by.
    pub uid: String,
    /// Person, organisation, group or place.
    pub kind: Kind,
    /// The name, whole and in parts.
    pub name: Name,
    /// What friends say.
    pub nickname: Option<String>,
    /// Where the person works.
    pub org: Org,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// E-mail addresses.
    pub emails: Vec<Email>,
    /// Postal addresses.
    pub addresses: Vec<Address>,
    /// Web pages.
    pub urls: Vec<Url>,
    /// Messengers and social networks.
    pub ims: Vec<Im>,
    /// Birthday, as much of it as is known.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "--04-12"))]
    pub birthday: Option<PartialDate>,
    /// Other days to remember.
    pub dates: Vec<ContactDate>,
    /// Other people, and what they are to this one.
    pub relations: Vec<Relation>,
    /// Anything else, as plain text.
    pub note: Option<String>,
    /// The names of the labels that it has.
    pub labels: Vec<String>,
    /// Fields that the owner made up.
    pub custom: Vec<CustomField>,
    /// The name of the photo. It is at `/api/v1/books/{book_id}/photos/{photo}/small`, or `large`, or `full`.
    pub photo: Option<String>,
}

/// What a card stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person.
    #[default]
    Individual,
    /// A company, an office, a club.
    Org,
    /// A list of other cards.
    Group,
    /// A place.
    Location,
}

impl Kind {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Individual, Self::Org, Self::Group, Self::Location];
}

/// A name. `full` is what people read; the parts are what programs sort and greet by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Name {
    /// The name as it is shown. Made from the parts where nobody wrote one by hand.
    pub full: String,
    /// Dr, Frau, Sir.
    pub prefix: String,
    /// First name.
    pub given: String,
    /// Middle names, patronymic.
    pub additional: String,
    /// Last name.
    pub family: String,
    /// Jr, PhD.
    pub suffix: String,
    /// How the first name is said, for programs that sort and read aloud by it.
    pub phonetic_given: String,
    /// How the middle names are said.
    pub phonetic_additional: String,
    /// How the last name is said.
    pub phonetic_family: String,
}

impl Name {
    /// The parts in the order they are said; empty when there are none.
    pub fn joined(&self) -> String {
        [
            &self.prefix,
            &self.given,
            &self.additional,
            &self.family,
            &self.suffix,
        ]
        .into_iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
    }
}

/// Where a person works and as what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Org {
    /// The organisation.
    pub name: String,
    /// Departments, from the largest to the smallest.
    pub units: Vec<String>,
    /// Position.
    pub title: String,
    /// Occupation within it.
    pub role: String,
    /// How the name of the organisation is said.
    pub phonetic_name: String,
}

/// A telephone number, kept exactly as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// The number in any punctuation.
    pub value: String,
    /// What kind of number it is.
    #[serde(default)]
    pub r#type: Option<PhoneType>,
    /// The owner's own word for it; shown instead of the type.
    #[serde(default)]
    pub label: Option<String>,
    /// The one to try first.
    #[serde(default)]
    pub pref: bool,
}

/// Kinds of telephone numbers that phones and address books agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PhoneType {
    Mobile,
    Home,
    Work,
    Main,
    HomeFax,
    WorkFax,
    Fax,
    Pager,
    Other,
}

impl PhoneType {
    /// All of them, in the order a form offers them.
    pub const ALL: [Self; 9] = [
        Self::Mobile,
        Self::Home,
        Self::Work,
        Self::Main,
        Self::HomeFax,
        Self::WorkFax,
        Self::Fax,
        Self::Pager,
        Self::Other,
    ];
}

/// An e-mail address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Email {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// The address.
    pub value: String,
    /// What it is for.
    #[serde(default)]
    pub r#type: Option<EmailType>,
    /// The owner's own word for it; shown instead of the type.
    #[serde(default)]
    pub label: Option<String>,
    /// The one to try first.
    #[serde(default)]
    pub pref: bool,
}

/// Where an e-mail address or a web page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum EmailType {
    Home,
    Work,
    Other,
}

impl EmailType {
    /// All of them, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::Home, Self::Work, Self::Other];
}

/// Addresses know the same three places as e-mail.
pub type AddressType = EmailType;

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// Home, work or other.
    pub r#type: Option<AddressType>,
    /// The owner's own word for it; shown instead of the type.
    pub label: Option<String>,
    /// Post office box.
    pub po_box: String,
    /// Flat, floor, building.
    pub extended: String,
    /// Street and number; may have several lines.
    pub street: String,
    /// Town.
    pub locality: String,
    /// State, province, oblast.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Country, by name.
    pub country: String,
    /// The one to try first.
    pub pref: bool,
}

/// A web page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Url {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// Its address, kept as written.
    pub value: String,
    /// Home, work or other.
    #[serde(default)]
    pub r#type: Option<EmailType>,
    /// The owner's own word for it; shown instead of the type.
    #[serde(default)]
    pub label: Option<String>,
    /// The one to try first.
    #[serde(default)]
    pub pref: bool,
}
