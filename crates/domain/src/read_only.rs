//! What a contact says about itself and no edit changes: a client may send it back as it was.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::{Change, Contact, ContactEdit, FieldErrors, FieldRule};

impl ContactEdit {
    /// Whether it tells of a version of the contact that is not the present one.
    pub fn is_stale(&self, contact: &Contact) -> bool {
        matches!(&self.etag, Change::Set(etag) if *etag != contact.etag)
    }

    /// Whether it says nothing else than the contact does; about one that is only being made there is nothing to say.
    pub fn check_unchanged(&self, contact: Option<&Contact>) -> Result<(), FieldErrors> {
        let text = |given: &Change<String>, now: fn(&Contact) -> Option<String>| {
            let now = contact.and_then(now);
            match given {
                Change::Keep => true,
                Change::Clear => now.is_none(),
                Change::Set(given) => now.as_ref() == Some(given),
            }
        };
        let time = |given: &Change<String>, now: fn(&Contact) -> Option<OffsetDateTime>| {
            let now = contact.and_then(now);
            match given {
                Change::Keep => true,
                Change::Clear => now.is_none(),
                Change::Set(given) => {
                    OffsetDateTime::parse(given, &Rfc3339).is_ok_and(|given| now == Some(given))
                }
            }
        };
        let same = [
            ("id", text(&self.id, |now| Some(now.id.to_string()))),
            ("uid", text(&self.uid, |now| Some(now.fields.uid.clone()))),
            ("etag", text(&self.etag, |now| Some(now.etag.clone()))),
            ("photo", text(&self.photo, |now| now.fields.photo.clone())),
            (
                "created_at",
                time(&self.created_at, |now| Some(now.created_at)),
            ),
            (
                "updated_at",
                time(&self.updated_at, |now| Some(now.updated_at)),
            ),
            ("deleted_at", time(&self.deleted_at, |now| now.deleted_at)),
        ];
        let errors: FieldErrors = same
            .into_iter()
            .filter(|(_, is_same)| !is_same)
            .map(|(field, _)| (field.to_owned(), vec![FieldRule::ReadOnly.into()]))
            .collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }
}
