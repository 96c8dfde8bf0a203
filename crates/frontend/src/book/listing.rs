//! What the list shows, as data: one page of rows, and what it is a page of.

use domain::{ContactQuery, ContactSummary, Match, Page, PhotoSize, Uuid};

use crate::api::{Answer, ApiError};
use crate::navigation::{Filter, parameter};
use crate::person;

/// How many rows a page has.
pub const PAGE: u32 = 50;

/// One page of the list, and what it is a page of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What was asked for.
    pub filter: Filter,
    /// How many rows lie above it.
    pub from: u32,
    /// The answer.
    pub page: Page<ContactSummary>,
}

impl Listing {
    /// Reads an answer; what was asked for stands in its path.
    pub fn of(answer: &Answer) -> Result<Self, ApiError> {
        let page = answer.page()?;
        let search = answer.path.split_once('?').map_or("", |(_, search)| search);
        Ok(Self {
            filter: Filter::read(search),
            from: number(search, "offset"),
            page,
        })
    }
}

/// Where the page of an address begins that leads on without JavaScript: always with a whole page.
pub fn from(search: &str) -> u32 {
    number(search, "from") / PAGE * PAGE
}

fn number(search: &str, name: &str) -> u32 {
    let value = parameter(search, name).and_then(|value| value.parse().ok());
    value.unwrap_or_default()
}

/// What to ask the API for: so many pages from this row on.
pub fn query(filter: &Filter, from: u32, pages: u32) -> ContactQuery {
    ContactQuery {
        q: (!filter.q.is_empty()).then(|| filter.q.clone()),
        book: filter.book,
        label: filter.label_word(),
        starred: filter.starred.then_some(true),
        has: filter.has_words(),
        sort: filter.sort,
        limit: u16::try_from(pages * PAGE).ok(),
        offset: (from > 0).then_some(from),
        ..ContactQuery::default()
    }
}

/// Parts of a text, in characters.
pub type Marks = Vec<(u32, u32)>;

/// A row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose row it is.
    pub id: Uuid,
    /// What to call them, if there is anything.
    pub title: Option<String>,
    /// The parts of it that were searched for.
    pub title_marks: Marks,
    /// What stands below.
    pub detail: Option<String>,
    /// The parts of that.
    pub detail_marks: Marks,
    /// The field that it is from, where only the search brings it up.
    pub found_in: Option<String>,
    /// The letter that the row stands under.
    pub letter: String,
    /// One or two letters.
    pub initials: String,
    /// The colour of the avatar.
    pub tone: u32,
    /// The photo on it.
    pub photo: Option<String>,
    /// Whether it is a favourite.
    pub starred: bool,
}

impl Row {
    /// The row of a contact.
    pub fn of(contact: &ContactSummary) -> Self {
        let title = person::row_title(contact);
        let org = &contact.org;
        let work = [&org.title, &org.name]
            .map(|text| text.trim())
            .into_iter()
            .filter(|text| !text.is_empty());
        let work = work.collect::<Vec<_>>().join(", ");
        let reach = || {
            let phone = contact
                .phones
                .iter()
                .find(|phone| phone.pref)
                .or(contact.phones.first());
            let email = contact
                .emails
                .iter()
                .find(|email| email.pref)
                .or(contact.emails.first());
            phone
                .map(|phone| phone.value.clone())
                .or(email.map(|email| email.value.clone()))
        };
        let detail = if work.is_empty() { reach() } else { Some(work) };
        let detail = detail.filter(|detail| Some(detail.as_str()) != title);
        // What matched is seen: in the title, or else in the place of what stands below it.
        let is_title = |found: &&Match| Some(found.text.as_str()) == title;
        let in_title = contact.matches.iter().find(is_title);
        let elsewhere = contact.matches.iter().find(|found| !is_title(found));
        Self {
            id: contact.id,
            title: title.map(str::to_owned),
            title_marks: in_title
                .map(|found| found.ranges.clone())
                .unwrap_or_default(),
            detail: elsewhere.map(|found| found.text.clone()).or(detail),
            detail_marks: elsewhere
                .map(|found| found.ranges.clone())
                .unwrap_or_default(),
            found_in: elsewhere.map(|found| found.field.clone()),
            letter: contact.letter.clone(),
            initials: person::initials(&contact.name, title.unwrap_or_default()),
            tone: person::tone(contact.id),
            photo: person::photo(contact.book_id, contact.photo.as_deref(), PhotoSize::Small),
            starred: contact.starred,
        }
    }
}

/// A text in pieces, each with whether it is marked. What does not fit the text marks nothing.
pub fn pieces(text: &str, marks: &Marks) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        let at = at as u32;
        let is_marked = marks.iter().any(|(from, to)| (*from..*to).contains(&at));
        match pieces.last_mut() {
            Some((last, piece)) if *last == is_marked => piece.push(c),
            _ => pieces.push((is_marked, c.to_string())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Name, Org, Phone};

    fn named(full: &str) -> ContactSummary {
        ContactSummary {
            id: Uuid::from_u128(1),
            book_id: Uuid::from_u128(2),
            photo: None,
            name: Name {
                full: full.into(),
                ..Name::default()
            },
            org: Org::default(),
            phones: Vec::new(),
            emails: Vec::new(),
            starred: false,
            letter: full.chars().take(1).collect(),
            matches: Vec::new(),
        }
    }

    #[test]
    fn what_matched_is_marked_where_it_is_shown() {
        let mut contact = named("Ann Özil");
        contact.org.name = "Acme".into();
        let found = |field: &str, text: &str, ranges: &[(u32, u32)]| Match {
            field: field.into(),
            text: text.into(),
            ranges: ranges.to_vec(),
        };
        contact.matches = vec![found("name", "Ann Özil", &[(4, 6)])];
        let row = Row::of(&contact);
        assert_eq!(
            (row.title_marks, row.detail.as_deref()),
            (vec![(4, 6)], Some("Acme"))
        );
        assert!(row.detail_marks.is_empty() && row.found_in.is_none());
        contact
            .matches
            .push(found("note", "…likes wool", &[(7, 11)]));
        let row = Row::of(&contact);
        assert_eq!(row.detail.as_deref(), Some("…likes wool"));
        assert_eq!(
            (row.detail_marks, row.found_in.as_deref()),
            (vec![(7, 11)], Some("note"))
        );
        let marked = |text: &str, marks: &[(u32, u32)]| pieces(text, &marks.to_vec());
        assert_eq!(
            marked("Ann Özil", &[(4, 6)]),
            [
                (false, "Ann ".into()),
                (true, "Öz".into()),
                (false, "il".into())
            ]
        );
        assert_eq!(marked("ab", &[(0, 9)]), [(true, "ab".into())]);
        assert_eq!(marked("", &[(0, 1)]), []);
    }

    #[test]
    fn an_address_leads_to_whole_pages() {
        assert_eq!(from("?q=a&from=100"), 100);
        assert_eq!(from("?from=149"), 100);
        for nonsense in ["", "?from=", "?from=x", "?from=-3", "?from=99999999999"] {
            assert_eq!(from(nonsense), 0, "{nonsense}");
        }
        let filter = Filter::default();
        assert_eq!(query(&filter, 0, 1).offset, None);
        assert_eq!(
            (query(&filter, 150, 4).offset, query(&filter, 150, 4).limit),
            (Some(150), Some(200))
        );
    }

    #[test]
    fn a_row_says_work_or_how_to_reach_and_nothing_twice() {
        let mut contact = named("Ann");
        contact.phones = vec![
            Phone {
                value: "1".into(),
                ..Phone::default()
            },
            Phone {
                value: "2".into(),
                pref: true,
                ..Phone::default()
            },
        ];
        assert_eq!(Row::of(&contact).detail.as_deref(), Some("2"));
        contact.org = Org {
            name: "Acme".into(),
            title: "CEO".into(),
            ..Org::default()
        };
        assert_eq!(Row::of(&contact).detail.as_deref(), Some("CEO, Acme"));
        let mut shop = named("");
        shop.org.name = "Acme".into();
        assert_eq!(
            (Row::of(&shop).title.as_deref(), Row::of(&shop).detail),
            (Some("Acme"), None)
        );
    }
}
