//! The API's addresses that the page reads from.

use domain::{ContactQuery, Uuid};

use crate::navigation::{encode, sort_word};

/// Who is signed in.
pub const ME: &str = "/api/v1/me";
/// The books of the account.
pub const BOOKS: &str = "/api/v1/books";
/// The labels of the account.
pub const LABELS: &str = "/api/v1/labels";
/// The colours of the page in this browser.
pub const THEME: &str = "/api/v1/theme";
/// The password of the account.
pub const PASSWORD: &str = "/api/v1/me/password";
/// Where one is signed in.
pub const SESSIONS: &str = "/api/v1/sessions";
/// Keys for programs.
pub const TOKENS: &str = "/api/v1/tokens";
/// How many favourites there are.
pub const STARRED: &str = "/api/v1/contacts/count?starred=true";
/// How many have the label whose id follows.
pub const LABELLED: &str = "/api/v1/contacts/count?label=";
/// The secret address of the birthdays.
pub const CALENDAR: &str = "/api/v1/me/calendar";
/// Whether new accounts are taken.
pub const REGISTRATION: &str = "/api/v1/users/registration";

/// Fills an empty account.
pub const SAMPLE: &str = "/api/v1/sample";

/// What changes many contacts at once.
pub const BULK: &str = "/api/v1/contacts/bulk";
/// Contacts as a file.
pub const EXPORT: &str = "/api/v1/export";

/// Something that is done to many contacts.
pub fn operation(id: Uuid) -> String {
    format!("/api/v1/operations/{id}")
}

/// All that match, as a file in the format of this name.
pub fn export(query: &ContactQuery, format: &str) -> String {
    let whole = ContactQuery {
        limit: None,
        offset: None,
        sort: None,
        ..query.clone()
    };
    let mut path = asking(EXPORT, &whole, None);
    path.push(if path.contains('?') { '&' } else { '?' });
    path.push_str("format=");
    path.push_str(format);
    path
}

/// One place where one is signed in.
pub fn session(id: Uuid) -> String {
    format!("{SESSIONS}/{id}")
}

/// One key.
pub fn token(id: Uuid) -> String {
    format!("{TOKENS}/{id}")
}

/// One contact.
pub fn contact(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}")
}

/// Whether a contact is a favourite.
pub fn star(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}/star")
}

/// The photo of a contact.
pub fn photo(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}/photo")
}

/// What makes a copy of a contact.
pub fn copied_contact(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}/copy")
}

/// A contact as a QR code, and what stands in it.
pub fn qr(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}/qr")
}

/// A contact as a file.
pub fn card(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}/card")
}

/// The contacts that the relations of one lead to.
pub fn related(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}/related")
}

/// The birthdays of twelve months.
pub fn birthdays(from: &str, book: Option<Uuid>, cursor: Option<&str>) -> String {
    let mut path = format!("/api/v1/birthdays?from={from}&limit={MOST_BIRTHDAYS}");
    if let Some(book) = book {
        path.push_str(&format!("&book={book}"));
    }
    if let Some(cursor) = cursor {
        path.push_str("&cursor=");
        path.push_str(&encode(cursor));
    }
    path
}

/// How many birthdays are on one page.
const MOST_BIRTHDAYS: u16 = 200;

/// What brings a deleted contact back.
pub fn restored_contact(id: Uuid) -> String {
    format!("/api/v1/contacts/{id}/restore")
}

/// One note.
pub fn note(id: Uuid) -> String {
    format!("/api/v1/notes/{id}")
}

/// Notes that match, about a contact or all, from the top or behind another page of them.
pub fn notes(q: &str, contact: Option<Uuid>, cursor: Option<&str>) -> String {
    let mut path = format!("/api/v1/notes?limit={NOTES_AT_ONCE}");
    if !q.is_empty() {
        path.push_str("&q=");
        path.push_str(&encode(q));
    }
    if let Some(contact) = contact {
        path.push_str(&format!("&contact={contact}"));
    }
    if let Some(cursor) = cursor {
        path.push_str("&cursor=");
        path.push_str(cursor);
    }
    path
}

/// How many notes come at once.
const NOTES_AT_ONCE: u16 = 100;

/// One page of contacts.
pub fn list(query: &ContactQuery) -> String {
    asking("/api/v1/contacts", query, None)
}

/// The letters of the list that a page is from, and where in it a contact stands.
pub fn letters(query: &ContactQuery, contact: Option<Uuid>) -> String {
    let whole = ContactQuery {
        limit: None,
        offset: None,
        ..query.clone()
    };
    asking("/api/v1/contacts/letters", &whole, contact)
}

fn asking(base: &str, query: &ContactQuery, contact: Option<Uuid>) -> String {
    let pairs = [
        ("q", query.q.clone()),
        ("book", query.book.map(|book| book.to_string())),
        ("label", query.label.clone()),
        ("starred", query.starred.map(|starred| starred.to_string())),
        ("has", query.has.clone()),
        ("sort", query.sort.map(|sort| sort_word(sort).to_owned())),
        ("limit", query.limit.map(|limit| limit.to_string())),
        ("offset", query.offset.map(|offset| offset.to_string())),
        ("contact", contact.map(|contact| contact.to_string())),
    ];
    let mut path = base.to_owned();
    let mut before = '?';
    for (key, value) in pairs {
        if let Some(value) = value {
            path.push(before);
            path.push_str(key);
            path.push('=');
            path.push_str(&encode(&value));
            before = '&';
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_cannot_break_out_of_its_value() {
        let query = ContactQuery {
            q: Some("a&b=c d#ё".into()),
            limit: Some(5),
            ..ContactQuery::default()
        };
        assert_eq!(
            list(&query),
            "/api/v1/contacts?q=a%26b%3Dc%20d%23%D1%91&limit=5"
        );
        assert_eq!(list(&ContactQuery::default()), "/api/v1/contacts");
        let page = ContactQuery {
            label: Some("none".into()),
            limit: Some(50),
            offset: Some(150),
            ..ContactQuery::default()
        };
        assert_eq!(
            letters(&page, Some(Uuid::nil())),
            format!(
                "/api/v1/contacts/letters?label=none&contact={}",
                Uuid::nil()
            )
        );
    }
}
