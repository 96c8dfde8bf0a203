//! Reading contacts and problems in simple steps.
//!
//! `domain` describes them with flattened and tagged parts. The code that serde makes for those is a tenth of
//! the whole page, so here the same JSON is read twice with plain structures instead. Tests hold both equal.

use std::collections::BTreeMap;

use domain::{Contact, ContactFields, ErrorCode, FieldError, FieldRule, Problem, Uuid};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

/// A contact.
pub fn contact(body: &str) -> Option<Contact> {
    Some(whole(from(body)?, from(body)?))
}

/// An error answer, without the contact that may be in it: what reads contacts comes later, and every page reads errors.
pub fn problem(body: &str) -> Option<Problem> {
    let wire: WireProblem = from(body)?;
    let errors = wire
        .errors
        .into_iter()
        .map(|(path, rules)| (path, rules.into_iter().map(WireRule::read).collect()));
    Some(Problem {
        status: wire.status,
        code: wire.code,
        title: wire.title,
        detail: wire.detail,
        errors: errors.collect(),
        request_id: wire.request_id,
        current: None,
    })
}

/// A broken rule by its code.
pub fn rule(code: &str, max: usize, min: usize) -> Option<FieldRule> {
    Some(match code {
        "required" => FieldRule::Required,
        "empty_contact" => FieldRule::EmptyContact,
        "too_long" => FieldRule::TooLong { max },
        "too_short" => FieldRule::TooShort { min },
        "too_many" => FieldRule::TooMany { max },
        "control_character" => FieldRule::ControlCharacter,
        "bad_username" => FieldRule::BadUsername,
        "bad_email" => FieldRule::BadEmail,
        "taken" => FieldRule::Taken,
        "unknown" => FieldRule::Unknown,
        "bad_value" => FieldRule::BadValue,
        "no_such_book" => FieldRule::NoSuchBook,
        "no_such_contact" => FieldRule::NoSuchContact,
        "wrong_password" => FieldRule::WrongPassword,
        "read_only" => FieldRule::ReadOnly,
        _ => return None,
    })
}

/// An error code by its name.
pub fn code(name: &str) -> Option<ErrorCode> {
    from(&serde_json::to_string(name).ok()?)
}

fn from<T: DeserializeOwned>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok()
}

/// The contact as it is now, in an error answer that says that it was changed.
pub fn current(body: &str) -> Option<Box<Contact>> {
    let head: WithCurrent<Head> = from(body)?;
    let fields: WithCurrent<ContactFields> = from(body)?;
    Some(Box::new(whole(head.current?, fields.current?)))
}

fn whole(head: Head, fields: ContactFields) -> Contact {
    Contact {
        id: head.id,
        book_id: head.book_id,
        etag: head.etag,
        fields,
        starred: head.starred,
        created_at: head.created_at,
        updated_at: head.updated_at,
        deleted_at: head.deleted_at,
    }
}

#[derive(Deserialize)]
struct Head {
    id: Uuid,
    book_id: Uuid,
    etag: String,
    #[serde(default)]
    starred: bool,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    updated_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    deleted_at: Option<OffsetDateTime>,
}

#[derive(Deserialize)]
struct WithCurrent<T> {
    current: Option<T>,
}

#[derive(Deserialize)]
struct WireProblem {
    status: u16,
    code: ErrorCode,
    #[serde(default)]
    title: String,
    detail: Option<String>,
    #[serde(default)]
    errors: BTreeMap<String, Vec<WireRule>>,
    request_id: Option<String>,
}

#[derive(Deserialize)]
struct WireRule {
    code: String,
    #[serde(default)]
    max: usize,
    #[serde(default)]
    min: usize,
    #[serde(default)]
    message: String,
}

impl WireRule {
    fn read(self) -> FieldError {
        let rule = rule(&self.code, self.max, self.min).unwrap_or(FieldRule::BadValue);
        FieldError {
            rule,
            message: self.message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        Address, ContactDate, CustomField, DateType, Email, EmailType, Im, Name, Org, Phone,
        PhoneType, Relation, RelationType, Url,
    };

    fn sample() -> Contact {
        let text = || "x <y> \"z\" ё".to_owned();
        Contact {
            id: Uuid::from_u128(1),
            book_id: Uuid::from_u128(2),
            etag: "\"v3\"".into(),
            fields: ContactFields {
                photo: Some(text()),
                uid: text(),
                kind: domain::Kind::Org,
                name: Name {
                    full: text(),
                    given: text(),
                    ..Name::default()
                },
                nickname: Some(text()),
                org: Org {
                    name: text(),
                    units: vec![text()],
                    ..Org::default()
                },
                phones: vec![Phone {
                    key: Default::default(),
                    value: text(),
                    r#type: Some(PhoneType::HomeFax),
                    label: Some(text()),
                    pref: true,
                }],
                emails: vec![Email {
                    value: text(),
                    r#type: Some(EmailType::Work),
                    ..Email::default()
                }],
                addresses: vec![Address {
                    street: text(),
                    ..Address::default()
                }],
                urls: vec![Url {
                    value: text(),
                    ..Url::default()
                }],
                birthday: "--02-29".parse().ok(),
                note: Some(text()),
                ims: vec![Im {
                    value: text(),
                    service: Some(text()),
                    ..Im::default()
                }],
                dates: vec![ContactDate {
                    key: Default::default(),
                    value: "2011-06".parse().unwrap(),
                    r#type: Some(DateType::Anniversary),
                    label: None,
                }],
                relations: vec![Relation {
                    uid: Some(text()),
                    r#type: Some(RelationType::Emergency),
                    ..Relation::default()
                }],
                labels: vec![text()],
                custom: vec![CustomField {
                    key: Default::default(),
                    label: text(),
                    value: text(),
                }],
            },
            starred: true,
            created_at: OffsetDateTime::UNIX_EPOCH,
            updated_at: OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap(),
            deleted_at: Some(OffsetDateTime::UNIX_EPOCH),
        }
    }

    #[test]
    fn contacts_are_read_as_the_domain_reads_them() {
        let mut kept = sample();
        for contact in [sample(), {
            kept.deleted_at = None;
            kept
        }] {
            let body = serde_json::to_string(&contact).unwrap();
            assert_eq!(super::contact(&body), Some(contact.clone()));
            assert_eq!(serde_json::from_str::<Contact>(&body).unwrap(), contact);
        }
    }

    #[test]
    fn problems_are_read_as_the_domain_writes_them() {
        // Whoever adds a rule is stopped here and teaches `rule` above, too.
        let known = |rule: &FieldRule| match rule {
            FieldRule::Required
            | FieldRule::EmptyContact
            | FieldRule::TooLong { .. }
            | FieldRule::TooShort { .. }
            | FieldRule::TooMany { .. }
            | FieldRule::ControlCharacter
            | FieldRule::BadUsername
            | FieldRule::BadEmail
            | FieldRule::Taken
            | FieldRule::Unknown
            | FieldRule::BadValue
            | FieldRule::NoSuchBook
            | FieldRule::NoSuchContact
            | FieldRule::WrongPassword
            | FieldRule::ReadOnly => true,
        };
        let rules = [
            FieldRule::Required,
            FieldRule::EmptyContact,
            FieldRule::TooLong { max: 5 },
            FieldRule::TooShort { min: 6 },
            FieldRule::TooMany { max: 7 },
            FieldRule::ControlCharacter,
            FieldRule::BadUsername,
            FieldRule::BadEmail,
            FieldRule::Taken,
            FieldRule::Unknown,
            FieldRule::BadValue,
            FieldRule::NoSuchBook,
            FieldRule::NoSuchContact,
            FieldRule::WrongPassword,
            FieldRule::ReadOnly,
        ];
        assert!(rules.iter().all(known));
        for code in [ErrorCode::Invalid, ErrorCode::Stale, ErrorCode::Internal] {
            let problem = Problem {
                status: 422,
                code,
                title: "no".into(),
                detail: Some("why".into()),
                errors: BTreeMap::from([(
                    "phones[0].value".into(),
                    rules.clone().map(FieldError::from).into(),
                )]),
                request_id: Some("r".into()),
                current: (code == ErrorCode::Stale).then(|| Box::new(sample())),
            };
            let body = serde_json::to_string(&problem).unwrap();
            let mut read = super::problem(&body).unwrap();
            assert_eq!(read.current, None);
            read.current = super::current(&body);
            assert_eq!(read, problem);
        }
        assert_eq!(super::problem("<html>502"), None);
        assert_eq!(
            super::code("bad_credentials"),
            Some(ErrorCode::BadCredentials)
        );
        assert_eq!(super::code("\"<script>"), None);
    }
}
