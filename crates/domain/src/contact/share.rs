use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a copy of a contact goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ContactCopy {
    /// The book that the copy is put into; beside the contact when left out.
    pub book_id: Option<Uuid>,
}

/// What stands in the QR code of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QrCard {
    /// A vCard with what one passes on: name, phones, e-mail addresses, organisation, one address, web pages.
    pub vcard: String,
    /// The fields of which something did not fit: `phones`, `emails`, `org`, `addresses`, `urls`, `name`.
    pub left_out: Vec<String>,
}
