//! What a client may ask to be changed on a contact.
//!
//! A field that is left out stays as it is, `null` empties it, a value replaces it; inside `name` and `org`
//! the same holds for every part (JSON merge patch, RFC 7396). Creating is editing an empty card.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::{
    Address, ContactDate, CustomField, Email, Im, Kind, PartialDate, Phone, Relation, Url,
};

/// One field of an edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Not mentioned: nothing happens to it.
    #[default]
    Keep,
    /// `null`: the field is emptied.
    Clear,
    /// The new value.
    Set(T),
}

impl<T> Change<T> {
    /// Whether the field was left out.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The new value, or `None` when the field was left out; an emptied field is its default.
    pub fn value(&self) -> Option<T>
    where
        T: Clone + Default,
    {
        match self {
            Self::Keep => None,
            Self::Clear => Some(T::default()),
            Self::Set(value) => Some(value.clone()),
        }
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::deserialize(deserializer)? {
            None => Self::Clear,
            Some(value) => Self::Set(value),
        })
    }
}

/// The body of `POST /contacts` and `PATCH /contacts/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ContactEdit {
    /// The book it goes to; when creating, the default book when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub book_id: Option<Uuid>,
    /// Whether it is one of one's favourites. That is no change of the contact: its ETag stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// Person, organisation, group or place.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Kind>))]
    pub kind: Change<Kind>,
    /// Parts of the name.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NameEdit>))]
    pub name: Change<NameEdit>,
    /// Nickname.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub nickname: Change<String>,
    /// Organisation and position.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<OrgEdit>))]
    pub org: Change<OrgEdit>,
    /// The whole new list of telephone numbers.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Phone>>))]
    pub phones: Change<Vec<Phone>>,
    /// The whole new list of e-mail addresses.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Email>>))]
    pub emails: Change<Vec<Email>>,
    /// The whole new list of postal addresses.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Address>>))]
    pub addresses: Change<Vec<Address>>,
    /// The whole new list of web pages.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Url>>))]
    pub urls: Change<Vec<Url>>,
    /// The whole new list of messengers and social networks.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Im>>))]
    pub ims: Change<Vec<Im>>,
    /// `1985-04-12`, `1985-04`, `1985` or `--04-12`.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "--04-12"))]
    pub birthday: Change<PartialDate>,
    /// The whole new list of other days to remember.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<ContactDate>>))]
    pub dates: Change<Vec<ContactDate>>,
    /// The whole new list of other people.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Relation>>))]
    pub relations: Change<Vec<Relation>>,
    /// Plain text.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub note: Change<String>,
    /// The names of all labels that it is to have. One that differs from a label it has by case only is the same.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub labels: Change<Vec<String>>,
    /// The whole new list of fields that the owner made up.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<CustomField>>))]
    pub custom: Change<Vec<CustomField>>,
    /// What nobody edits is accepted as it is, so that a whole contact can be sent back; a change of it is refused, and another
    /// `etag` is answered like an `If-Match` that does not match.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub id: Change<String>,
    /// As `id`.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub uid: Change<String>,
    /// As `id`.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub etag: Change<String>,
    /// As `id`.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub photo: Change<String>,
    /// As `id`.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub created_at: Change<String>,
    /// As `id`.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub updated_at: Change<String>,
    /// As `id`.
    #[serde(skip_serializing)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub deleted_at: Change<String>,
}

/// Parts of a name to change. When parts change and `full` is left out, a full name that was made from the
/// parts is made anew, and one written by hand stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "as in `Name`")]
pub struct NameEdit {
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub full: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub prefix: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub given: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub additional: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub family: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub suffix: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub phonetic_given: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub phonetic_additional: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub phonetic_family: Change<String>,
}

/// Parts of the organisation to change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "as in `Org`")]
pub struct OrgEdit {
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub name: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub units: Change<Vec<String>>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub title: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub role: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub phonetic_name: Change<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(json: &str) -> ContactEdit {
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
    }

    #[test]
    fn left_out_null_and_a_value_are_three_things() {
        assert_eq!(edit("{}"), ContactEdit::default());
        assert_eq!(edit(r#"{"note":null}"#).note, Change::Clear);
        assert_eq!(edit(r#"{"note":""}"#).note, Change::Set(String::new()));
        assert_eq!(edit(r#"{"phones":[]}"#).phones, Change::Set(vec![]));
        assert_eq!(edit(r#"{"name":null}"#).name, Change::Clear);
        let named = edit(r#"{"name":{"given":null,"family":"Doe"}}"#);
        let Change::Set(name) = named.name else {
            panic!("{:?}", named.name)
        };
        assert_eq!(name.given, Change::Clear);
        assert_eq!(name.family, Change::Set("Doe".to_owned()));
        assert_eq!(name.full, Change::Keep);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for json in [
            "{}",
            r#"{"kind":"org","name":{"full":null,"given":"Ann"},"nickname":null,"org":{},"phones":null}"#,
            r#"{"emails":[{"value":"a@example.org","type":"home","label":null,"pref":true}],"birthday":"--04-12"}"#,
            r#"{"addresses":null,"urls":[],"birthday":null,"note":"0"}"#,
            r#"{"name":{"phonetic_given":"Hanako"},"org":{"phonetic_name":null},"ims":null,"labels":["a"]}"#,
            r#"{"ims":[{"value":"ann","service":"xmpp","type":"home","label":null,"pref":false}],"dates":[{"value":"--06-18","type":"anniversary","label":null}]}"#,
            r#"{"relations":[{"value":"Ann","uid":null,"type":"emergency","label":null}],"custom":[{"label":"Hat","value":"58"}]}"#,
        ] {
            assert_eq!(serde_json::to_string(&edit(json)).unwrap(), json);
        }
    }

    #[test]
    fn what_is_unknown_or_wrong_is_refused_by_name() {
        for (json, word) in [
            (r#"{"nots":"x"}"#, "nots"),
            (r#"{"name":{"first":"x"}}"#, "first"),
            (r#"{"org":{"unit":"x"}}"#, "unit"),
            (r#"{"phones":[{"value":"1","kind":"x"}]}"#, "kind"),
            (r#"{"phones":[{"label":"x"}]}"#, "value"),
            (r#"{"addresses":[{"city":"x"}]}"#, "city"),
            (r#"{"phones":[{"value":"1","type":"boat"}]}"#, "boat"),
            (r#"{"birthday":"1985-02-30"}"#, "date"),
            (r#"{"ims":[{"value":"1","kind":"x"}]}"#, "kind"),
            (r#"{"ims":[{"service":"x"}]}"#, "value"),
            (r#"{"dates":[{"value":"1985-02-30"}]}"#, "date"),
            (r#"{"dates":[{"value":"1985","pref":true}]}"#, "pref"),
            (r#"{"relations":[{"contact_id":"x"}]}"#, "contact_id"),
            (r#"{"relations":[{"type":"boat"}]}"#, "boat"),
            (r#"{"custom":[{"label":"x"}]}"#, "value"),
            (r#"{"custom":[{"value":"x"}]}"#, "label"),
            (r#"{"labels":[1]}"#, "string"),
            (r#"{"etag":1}"#, "string"),
            (r#"{"id":"a","id":"b"}"#, "id"),
            (r#"{"note":"a","note":"b"}"#, "note"),
        ] {
            let error = serde_json::from_str::<ContactEdit>(json)
                .unwrap_err()
                .to_string();
            assert!(error.contains(word), "{json}: {error}");
        }
    }
}
