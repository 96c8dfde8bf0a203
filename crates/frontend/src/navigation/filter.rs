//! To what the list is narrowed, and in which order it comes: the one place that knows how both stand in an address.

use domain::search::Has;
use domain::{Sort, Uuid};

use super::{encode, parameter, parameters};

/// It lives in the query of every address beside which the list is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The words searched for.
    pub q: String,
    /// Only this book.
    pub book: Option<Uuid>,
    /// Only these, by their labels.
    pub label: Option<Labelled>,
    /// Only favourites.
    pub starred: bool,
    /// Only those who have all of these.
    pub has: Vec<Has>,
    /// The order; where there is none, the one that the account prefers.
    pub sort: Option<Sort>,
}

/// Who is shown by labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labelled {
    /// Those with this one.
    With(Uuid),
    /// Those without any.
    Without,
}

/// One thing that the list is narrowed to, apart from the words searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of a filter say it")]
pub enum Part {
    Book(Uuid),
    Label(Uuid),
    Unlabelled,
    Starred,
    Has(Has),
}

/// The orders in which a form offers them.
pub const SORTS: [Sort; 4] = [Sort::Given, Sort::Family, Sort::Org, Sort::Updated];

/// The word for an order, as in JSON.
pub fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Given => "given",
        Sort::Family => "family",
        Sort::Org => "org",
        Sort::Updated => "updated",
    }
}

/// The word for those without a label.
const WITHOUT: &str = "none";

impl Filter {
    /// What a query string asks for. What it asks for in words that nobody knows is not asked for.
    pub fn read(search: &str) -> Self {
        let words = parameters(search, "has").join(",");
        let wanted = |has: &Has| words.split(',').any(|word| word == has.as_str());
        let label = parameter(search, "label").unwrap_or_default();
        let sort = parameter(search, "sort").unwrap_or_default();
        Self {
            q: parameter(search, "q").unwrap_or_default(),
            book: parameter(search, "book").and_then(|book| book.parse().ok()),
            label: match label.as_str() {
                WITHOUT => Some(Labelled::Without),
                id => id.parse().ok().map(Labelled::With),
            },
            starred: parameter(search, "starred").as_deref() == Some("true"),
            has: Has::ALL.into_iter().filter(wanted).collect(),
            sort: SORTS.into_iter().find(|one| sort_word(*one) == sort),
        }
    }

    /// What stands in an address for it, each value as it is before it is escaped.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        if let Some(book) = self.book {
            pairs.push(("book", book.to_string()));
        }
        if let Some(label) = self.label_word() {
            pairs.push(("label", label));
        }
        if self.starred {
            pairs.push(("starred", "true".to_owned()));
        }
        if let Some(words) = self.has_words() {
            pairs.push(("has", words));
        }
        if let Some(sort) = self.sort {
            pairs.push(("sort", sort_word(sort).to_owned()));
        }
        pairs
    }

    /// The label, or `none`.
    pub fn label_word(&self) -> Option<String> {
        self.label.map(|label| match label {
            Labelled::With(id) => id.to_string(),
            Labelled::Without => WITHOUT.to_owned(),
        })
    }

    /// What they must have, by commas.
    pub fn has_words(&self) -> Option<String> {
        let words: Vec<_> = self.has.iter().map(|has| has.as_str()).collect();
        (!words.is_empty()).then(|| words.join(","))
    }

    /// An address with this filter kept in it.
    pub fn on(&self, path: &str) -> String {
        let mut address = path.to_owned();
        for (key, value) in self.pairs() {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(key);
            address.push('=');
            // A comma means nothing in a query, and is read better as it is.
            address.push_str(&encode(&value).replace("%2C", ","));
        }
        address
    }

    /// The same filter with other words.
    pub fn searching(&self, q: &str) -> Self {
        Self {
            q: q.to_owned(),
            ..self.clone()
        }
    }

    /// All that the list is narrowed to.
    pub fn parts(&self) -> Vec<Part> {
        let label = self.label.map(|label| match label {
            Labelled::With(id) => Part::Label(id),
            Labelled::Without => Part::Unlabelled,
        });
        let starred = self.starred.then_some(Part::Starred);
        let scope = [self.book.map(Part::Book), starred, label];
        let has = self.has.iter().map(|has| Part::Has(*has));
        scope.into_iter().flatten().chain(has).collect()
    }

    /// The same without this.
    pub fn without(&self, part: Part) -> Self {
        let mut filter = self.clone();
        match part {
            Part::Book(_) => filter.book = None,
            Part::Label(_) | Part::Unlabelled => filter.label = None,
            Part::Starred => filter.starred = false,
            Part::Has(has) => filter.has.retain(|one| *one != has),
        }
        filter
    }

    /// The same words in the same order, in this book, with this label, among favourites or everywhere.
    pub fn within(&self, scope: Option<Part>) -> Self {
        let mut filter = Self {
            q: self.q.clone(),
            sort: self.sort,
            ..Self::default()
        };
        match scope {
            Some(Part::Book(id)) => filter.book = Some(id),
            Some(Part::Label(id)) => filter.label = Some(Labelled::With(id)),
            Some(Part::Unlabelled) => filter.label = Some(Labelled::Without),
            Some(Part::Starred) => filter.starred = true,
            Some(Part::Has(has)) => filter.has.push(has),
            None => {}
        }
        filter
    }

    /// Whether it keeps to this book, this label or favourites; for `None` whether it keeps to none of those.
    pub fn is_within(&self, scope: Option<Part>) -> bool {
        let is_scope = |part: &Part| !matches!(part, Part::Has(_) | Part::Unlabelled);
        match scope {
            Some(scope) => self.parts().contains(&scope),
            None => !self.parts().iter().any(is_scope),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LIST, NEW};
    use super::*;

    #[test]
    fn a_filter_survives_its_address() {
        for q in ["", "ann", "100% & more", "a+b c", "%41", "Ёлка #1", "x=y?z"] {
            for label in [Labelled::With(Uuid::from_u128(8)), Labelled::Without] {
                let filter = Filter {
                    q: q.into(),
                    book: Some(Uuid::from_u128(7)),
                    label: Some(label),
                    starred: true,
                    has: vec![Has::Phone, Has::Birthday],
                    sort: Some(Sort::Updated),
                };
                let address = filter.on(NEW);
                let search = address.split_once('?').unwrap().1;
                assert_eq!(Filter::read(search), filter, "{address}");
            }
        }
        assert_eq!(Filter::read("?q=a+b").q, "a b");
        assert_eq!(Filter::default().on(LIST), LIST);
    }

    #[test]
    fn what_a_form_sends_is_read_and_nonsense_is_not() {
        let sent = "q=&book=&has=birthday&has=phone&sort=family&label=";
        assert_eq!(
            Filter::read(sent).on(LIST),
            "/?has=phone,birthday&sort=family"
        );
        let nonsense = "book=x&label=y&starred=yes&has=money,,phones&sort=size";
        assert_eq!(Filter::read(nonsense), Filter::default());
    }

    #[test]
    fn parts_can_be_left_out_one_by_one() {
        let mut filter = Filter::read("?starred=true&label=none&has=phone,email&q=a&sort=org");
        assert_eq!(filter.parts().len(), 4);
        for part in filter.parts() {
            assert!(!filter.without(part).parts().contains(&part));
            filter = filter.without(part);
        }
        assert_eq!(filter.on(LIST), "/?q=a&sort=org");
    }

    #[test]
    fn a_place_keeps_the_words_and_the_order() {
        let filter = Filter::read("?starred=true&has=phone&q=a&sort=org");
        let book = Part::Book(Uuid::from_u128(7));
        let there = filter.within(Some(book));
        assert!(there.is_within(Some(book)) && !there.is_within(None));
        assert!(filter.is_within(Some(Part::Starred)));
        assert_eq!(filter.within(None).on(LIST), "/?q=a&sort=org");
        assert!(Filter::read("?has=phone&label=none").is_within(None));
    }
}
