//! What came of it, in words.

use domain::{Failures, OperationState, Uuid};
use serde::Deserialize;

use crate::messages::{BulkTexts, Deed, Messages};

/// How an operation stands. What it does is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Standing {
    pub id: Uuid,
    pub total: i64,
    pub done: i64,
    pub changed: i64,
    pub failed: i64,
    #[serde(default)]
    pub failures: Failures,
    pub state: OperationState,
}

/// What is said when it has ended, one sentence after the other.
pub fn report(t: &Messages, b: &BulkTexts, deed: &Deed, ended: &Standing) -> Vec<String> {
    let contacts = |n| (t.list.count)(n, false);
    let same = ended.done - ended.changed - ended.failed;
    let mut said = Vec::new();
    if ended.changed > 0 || ended.done == 0 {
        said.push((b.done)(deed, ended.changed, &contacts(ended.changed)));
    }
    if same > 0 {
        said.push((b.same)(deed, same, &contacts(same)));
    }
    let Failures {
        gone,
        full,
        no_book,
    } = ended.failures;
    for (n, text) in [(gone, b.gone), (full, b.full), (no_book, b.no_book)] {
        if n > 0 {
            said.push(text(n, &contacts(n)));
        }
    }
    if ended.state == OperationState::Stopped {
        said.push((b.stopped)(
            &(t.number)(ended.done),
            &(t.number)(ended.total),
        ));
    }
    said
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::Language;

    use super::*;
    use crate::messages::{bulk_texts_in, texts_in};

    fn said(language: Language, deed: Deed, standing: Standing) -> String {
        let t = texts_in(language);
        let said = report(t, bulk_texts_in(t.lang), &deed, &standing);
        said.join(" ").replace('\u{a0}', " ")
    }

    fn standing(total: i64, done: i64, changed: i64, failures: Failures) -> Standing {
        Standing {
            id: Uuid::nil(),
            total,
            done,
            changed,
            failed: failures.count(),
            failures,
            state: match total == done {
                true => OperationState::Done,
                false => OperationState::Stopped,
            },
        }
    }

    #[test]
    fn a_report_says_what_was_done_and_what_was_not_and_why() {
        let chess = || Deed::Label("Chess".to_owned());
        let none = Failures::default();
        let some = Failures {
            gone: 2,
            full: 1,
            no_book: 0,
        };
        let english = |deed, standing| said(Language::English, deed, standing);
        assert_eq!(
            english(chess(), standing(12, 12, 12, none)),
            "12 contacts labelled “\u{2068}Chess\u{2069}”."
        );
        assert_eq!(
            english(chess(), standing(12, 12, 6, some)),
            "6 contacts labelled “\u{2068}Chess\u{2069}”. 3 contacts had it already. 2 contacts are not there any more. \
             1 contact cannot hold any more."
        );
        assert_eq!(
            english(Deed::Star, standing(1, 1, 0, none)),
            "1 contact needed no change."
        );
        assert_eq!(
            english(Deed::Delete, standing(10_000, 1_200, 1_200, none)),
            "1,200 contacts deleted. Stopped after 1,200 of 10,000. What was done stays."
        );
        assert_eq!(
            english(Deed::Delete, standing(0, 0, 0, none)),
            "0 contacts deleted."
        );
        assert_eq!(
            said(
                Language::Russian,
                chess(),
                standing(22, 22, 21, Failures { gone: 1, ..none })
            ),
            "Метка «\u{2068}Chess\u{2069}» добавлена: 21 контакт. Уже нет в книге: 1 контакт."
        );
    }
}
