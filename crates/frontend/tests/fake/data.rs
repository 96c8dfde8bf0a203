//! What the server of the tests knows.

use domain::{
    Address, Birthday, Birthdays, Book, CalendarFeed, Contact, ContactDate, ContactFields,
    ContactSummary, CustomField, Email, ErrorCode, Im, Name, Note, Org, Page, Phone, PhoneType,
    Problem, Related, Relation, Url, User, Uuid,
};
use time::OffsetDateTime;

use super::FakeApi;

/// Somebody's account.
pub fn user(name: &str) -> User {
    User {
        id: Uuid::from_u128(1),
        username: name.into(),
        display_name: String::new(),
        email: None,
        admin: false,
        name_order: Default::default(),
        language: None,
        shortcuts: true,
        created_at: OffsetDateTime::UNIX_EPOCH,
    }
}

/// An error answer.
pub fn problem(status: u16, code: ErrorCode) -> Problem {
    Problem {
        status,
        code,
        title: "no".into(),
        detail: None,
        errors: Default::default(),
        request_id: Some("req-1".into()),
        current: None,
    }
}

/// A contact in whose every field stands this text.
pub fn contact_of(text: &str) -> Contact {
    let own = || text.to_owned();
    let some = || Some(text.to_owned());
    Contact {
        id: Uuid::from_u128(2),
        book_id: Uuid::from_u128(3),
        etag: "\"v1\"".into(),
        fields: ContactFields {
            uid: own(),
            name: Name {
                full: own(),
                prefix: own(),
                given: own(),
                additional: own(),
                family: own(),
                suffix: own(),
                phonetic_given: own(),
                phonetic_additional: own(),
                phonetic_family: own(),
            },
            nickname: some(),
            org: Org {
                name: own(),
                units: vec![own(), own()],
                title: own(),
                role: own(),
                phonetic_name: own(),
            },
            phones: vec![
                Phone {
                    key: Default::default(),
                    value: own(),
                    r#type: Some(PhoneType::Work),
                    label: some(),
                    pref: true,
                },
                Phone {
                    value: format!("+1 {text}"),
                    ..Phone::default()
                },
            ],
            emails: vec![
                Email {
                    value: own(),
                    label: some(),
                    ..Email::default()
                },
                Email {
                    value: format!("a@b.c{text}"),
                    ..Email::default()
                },
            ],
            addresses: vec![Address {
                label: some(),
                po_box: own(),
                extended: own(),
                street: own(),
                locality: own(),
                region: own(),
                postal_code: own(),
                country: own(),
                ..Address::default()
            }],
            urls: vec![
                Url {
                    value: own(),
                    label: some(),
                    ..Url::default()
                },
                Url {
                    value: "javascript:alert(1)".into(),
                    ..Url::default()
                },
                Url {
                    value: "data:text/html,x".into(),
                    ..Url::default()
                },
                Url {
                    value: format!("https://example.org/{text}"),
                    ..Url::default()
                },
            ],
            birthday: "--02-29".parse().ok(),
            note: some(),
            ims: vec![
                Im {
                    value: own(),
                    service: some(),
                    label: some(),
                    ..Im::default()
                },
                Im {
                    value: own(),
                    service: Some("telegram".into()),
                    ..Im::default()
                },
                Im {
                    value: "javascript://x/alert(1)".into(),
                    service: Some("telegram".into()),
                    ..Im::default()
                },
            ],
            dates: vec![ContactDate {
                key: Default::default(),
                value: "2011-06-18".parse().unwrap(),
                r#type: None,
                label: some(),
            }],
            relations: vec![
                Relation {
                    value: own(),
                    label: some(),
                    ..Relation::default()
                },
                Relation {
                    uid: Some("related".into()),
                    ..Relation::default()
                },
            ],
            labels: vec![own()],
            custom: vec![CustomField {
                key: Default::default(),
                label: own(),
                value: own(),
            }],
            ..ContactFields::default()
        },
        starred: true,
        created_at: OffsetDateTime::UNIX_EPOCH,
        updated_at: OffsetDateTime::UNIX_EPOCH,
        deleted_at: None,
    }
}

/// The row of a contact.
pub fn row(contact: &Contact) -> ContactSummary {
    ContactSummary {
        id: contact.id,
        book_id: contact.book_id,
        photo: contact.fields.photo.clone(),
        name: contact.fields.name.clone(),
        org: contact.fields.org.clone(),
        phones: contact.fields.phones.clone(),
        emails: contact.fields.emails.clone(),
        starred: contact.starred,
        letter: "A".into(),
        matches: Vec::new(),
    }
}

/// A note about each of the contacts, which says what the contact's own note says.
fn notes(contacts: &[Contact]) -> Page<Note> {
    let note = |contact: &Contact| Note {
        id: Uuid::from_u128(5),
        book_id: contact.book_id,
        contact_id: Some(contact.id),
        contact_name: contact.fields.nickname.clone(),
        etag: "\"v1\"".into(),
        title: contact.fields.note.clone().unwrap_or_default(),
        body: contact.fields.note.clone().unwrap_or_default(),
        pinned: true,
        created_at: OffsetDateTime::UNIX_EPOCH,
        updated_at: OffsetDateTime::UNIX_EPOCH,
    };
    Page {
        items: contacts.iter().map(note).collect(),
        next_cursor: None,
        total: contacts.len() as i64,
        total_is_minimum: false,
    }
}

fn birthdays(contacts: &[Contact]) -> Birthdays {
    let birthday = |contact: &Contact| Birthday {
        id: contact.id,
        book_id: contact.book_id,
        name: contact.fields.name.clone(),
        birthday: "--02-29".parse().unwrap(),
        on: "2027-02-28".parse().unwrap(),
        turns: None,
    };
    Birthdays {
        items: contacts.iter().map(birthday).collect(),
        next_cursor: Some("more".into()),
    }
}

/// A signed-in visitor with these contacts.
pub fn book_of(contacts: &[Contact]) -> FakeApi {
    let book = Book {
        id: Uuid::from_u128(3),
        name: "Family & <b>friends</b>".into(),
        default: true,
        color: domain::Color::Teal,
        contacts: contacts.len() as i64,
        created_at: OffsetDateTime::UNIX_EPOCH,
    };
    let page = Page {
        items: contacts.iter().map(row).collect(),
        next_cursor: None,
        total: contacts.len() as i64,
        total_is_minimum: false,
    };
    let mut api = FakeApi::default()
        .with("/api/v1/me", 200, &user("ann"))
        .with("/api/v1/books", 200, &vec![book.clone()])
        // A label has nothing that a book has not.
        .with("/api/v1/labels", 200, &vec![book])
        .with("/api/v1/contacts", 200, &page)
        .with("/api/v1/notes", 200, &notes(contacts));
    api = api
        .with("/api/v1/birthdays", 200, &birthdays(contacts))
        .with("/api/v1/me/calendar", 200, &CalendarFeed::default());
    for contact in contacts {
        let related = Related {
            uid: "related".into(),
            id: contact.id,
            name: contact.fields.name.full.clone(),
        };
        let path = format!("/api/v1/contacts/{}/related", contact.id);
        api = api.with(&path, 200, &vec![related]);
        api = api.with(&format!("/api/v1/contacts/{}", contact.id), 200, contact);
    }
    let missing = Uuid::from_u128(404);
    api.with(
        &format!("/api/v1/contacts/{missing}"),
        404,
        &problem(404, ErrorCode::NotFound),
    )
}

/// A visitor without a session.
pub fn signed_out(open: bool, first: bool) -> FakeApi {
    let refused = problem(401, ErrorCode::SignInRequired);
    FakeApi::default()
        .with("/api/v1/me", 401, &refused)
        .with("/api/v1/books", 401, &refused)
        .with("/api/v1/labels", 401, &refused)
        .with("/api/v1/contacts", 401, &refused)
        .with(
            "/api/v1/users/registration",
            200,
            &frontend::Registration { open, first },
        )
}
