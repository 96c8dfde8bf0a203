//! What is known of a long list: the pages around what is seen. Those far away are forgotten.

use std::ops::Range;

use domain::{ContactSummary, Page, Uuid};

use super::listing::{PAGE, Row};

/// So many pages are remembered.
const MOST: usize = 24;
/// So many pages are asked for at once: what the API answers at most.
const AT_ONCE: u32 = 4;

/// Rows by their places.
#[derive(Debug, Default)]
pub struct Pages {
    /// Each with its number; in no order.
    pages: Vec<(u32, Vec<Row>)>,
    total: u32,
    is_minimum: bool,
}

impl Pages {
    /// How many rows there are, as far as is known.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Whether there are more than that.
    pub fn is_minimum(&self) -> bool {
        self.is_minimum
    }

    /// The row at a place, if it has come.
    pub fn row(&self, at: u32) -> Option<&Row> {
        self.page(at / PAGE)?.get((at % PAGE) as usize)
    }

    /// Whether rows stand under letters.
    pub fn has_letters(&self) -> bool {
        let any = self.pages.iter().find_map(|(_, rows)| rows.first());
        any.is_some_and(|row| !row.letter.is_empty())
    }

    fn page(&self, number: u32) -> Option<&Vec<Row>> {
        let found = self.pages.iter().find(|(one, _)| *one == number);
        found.map(|(_, rows)| rows)
    }

    /// The place of a contact, if its row has come.
    pub fn find(&self, id: Uuid) -> Option<u32> {
        self.pages.iter().find_map(|(number, rows)| {
            let at = rows.iter().position(|row| row.id == id)?;
            Some(number * PAGE + at as u32)
        })
    }

    /// The numbers of the pages that a window needs, of which there are.
    pub fn around(&self, window: &Range<u32>) -> Range<u32> {
        // Beyond a number that is only the least there may be more: the next page tells.
        let end = self.total + if self.is_minimum { PAGE } else { 0 };
        let first = window.start.min(end.saturating_sub(1)) / PAGE;
        let last = window.end.min(end).div_ceil(PAGE);
        first..last.max(first + 1).min(first + AT_ONCE)
    }

    /// The numbers of the pages that a window needs and that have not come.
    pub fn missing(&self, window: &Range<u32>) -> Option<Range<u32>> {
        let mut needed = self
            .around(window)
            .filter(|number| self.page(*number).is_none());
        let first = needed.next()?;
        Some(first..needed.next_back().unwrap_or(first) + 1)
    }

    /// What came for these pages.
    pub fn put(&mut self, asked: Range<u32>, page: &Page<ContactSummary>) {
        let (begin, came) = (asked.start * PAGE, page.items.len() as u32);
        let is_end = came < asked.len() as u32 * PAGE;
        let total = u32::try_from(page.total).unwrap_or_default();
        self.is_minimum = page.total_is_minimum && !is_end;
        self.total = match page.total_is_minimum {
            true if is_end => begin + came,
            true => self.total.max(total).max(begin + came),
            false => total,
        };
        self.pages.retain(|(number, _)| !asked.contains(number));
        let mut items = page.items.chunks(PAGE as usize);
        for number in asked {
            // An empty one has come, too: whoever is not there any more is not asked for again and again.
            let rows = items.next().unwrap_or_default();
            self.pages
                .push((number, rows.iter().map(Row::of).collect()));
        }
    }

    /// An exact number came from elsewhere.
    pub fn count(&mut self, total: i64) {
        self.total = u32::try_from(total).unwrap_or_default();
        self.is_minimum = false;
    }

    /// Everything was changed: only what came for these pages is known.
    pub fn renew(&mut self, asked: Range<u32>, page: &Page<ContactSummary>) {
        self.pages.clear();
        self.total = 0;
        self.put(asked, page);
    }

    /// Forgets what is farthest from a window.
    pub fn forget(&mut self, window: &Range<u32>) {
        let middle = (window.start + window.end) / 2 / PAGE;
        self.pages
            .sort_by_key(|(number, _)| number.abs_diff(middle));
        self.pages.truncate(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Name;

    fn page(first: u32, count: u32, total: i64, total_is_minimum: bool) -> Page<ContactSummary> {
        let contact = |at: u32| ContactSummary {
            id: Uuid::from_u128(u128::from(at) + 1),
            name: Name {
                full: format!("Person {at}"),
                ..Name::default()
            },
            org: Default::default(),
            phones: Vec::new(),
            emails: Vec::new(),
            starred: false,
            book_id: Uuid::nil(),
            photo: None,
            letter: "P".into(),
            matches: Vec::new(),
        };
        Page {
            items: (first..first + count).map(contact).collect(),
            next_cursor: None,
            total,
            total_is_minimum,
        }
    }

    #[test]
    fn what_is_seen_is_asked_for_once() {
        let mut pages = Pages::default();
        pages.put(0..1, &page(0, 50, 100_000, false));
        assert_eq!(pages.missing(&(0..50)), None);
        assert_eq!(pages.missing(&(0..60)), Some(1..2));
        assert_eq!(pages.missing(&(40_010..40_060)), Some(800..802));
        pages.put(800..802, &page(40_000, 100, 100_000, false));
        assert_eq!(pages.missing(&(40_010..40_060)), None);
        assert_eq!(
            pages.row(40_059).unwrap().title.as_deref(),
            Some("Person 40059")
        );
        assert_eq!(pages.find(Uuid::from_u128(40_060)), Some(40_059));
        assert!(pages.row(40_100).is_none() && pages.row(60).is_none());
        assert_eq!(pages.missing(&(99_990..100_000)), Some(1999..2000));
        assert_eq!(pages.missing(&(0..5_000)), Some(1..4), "not all at once");
    }

    #[test]
    fn rows_that_are_gone_are_not_asked_for_for_ever() {
        let mut pages = Pages::default();
        pages.put(0..2, &page(0, 60, 90, false));
        assert_eq!(pages.missing(&(0..90)), None);
        assert!(pages.row(70).is_none());
        pages.put(3..4, &page(0, 0, 90, false));
        assert_eq!((pages.total(), pages.is_minimum()), (90, false));
    }

    #[test]
    fn a_list_that_nobody_counted_grows_until_it_ends() {
        let mut pages = Pages::default();
        pages.put(0..1, &page(0, 50, 2_000, true));
        assert_eq!((pages.total(), pages.is_minimum()), (2_000, true));
        assert_eq!(pages.missing(&(1_990..2_000)), Some(39..40));
        assert_eq!(pages.missing(&(1_990..2_020)), Some(39..41));
        pages.put(39..41, &page(1_950, 100, 2_000, true));
        assert_eq!((pages.total(), pages.is_minimum()), (2_050, true));
        pages.put(41..42, &page(2_050, 7, 2_000, true));
        assert_eq!((pages.total(), pages.is_minimum()), (2_057, false));
        assert_eq!(pages.missing(&(2_040..2_057)), None);
    }

    #[test]
    fn memory_is_bounded_and_the_nearest_stay() {
        let mut pages = Pages::default();
        for number in 0..200 {
            pages.put(number..number + 1, &page(number * 50, 50, 10_000, false));
            pages.forget(&(number * 50..number * 50 + 30));
        }
        assert!((MOST - 1..=MOST).contains(&pages.pages.len()));
        assert!(pages.row(9_999).is_some() && pages.row(9_999 - 50 * 20).is_some());
        assert!(pages.row(0).is_none());
    }

    #[test]
    fn news_leave_nothing_old() {
        let mut pages = Pages::default();
        pages.put(0..4, &page(0, 200, 400, false));
        pages.renew(1..2, &page(49, 50, 399, false));
        assert_eq!(pages.total(), 399);
        assert!(pages.row(0).is_none() && pages.row(120).is_none());
        assert_eq!(pages.row(50).unwrap().title.as_deref(), Some("Person 49"));
    }
}
