//! The list as it rolls by: what is seen of it, what is known of it, and how the one follows the other.

use std::time::Duration;

use domain::{ContactSummary, ExportFormat, Matching, Page, Uuid};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::tick;
use web_sys::Element;

use super::geometry::{SPARE, View};
use super::listing::{Listing, PAGE, Row, query};
use super::pages::Pages;
use super::place;
use super::rail;
use crate::api::{Api, ApiError, paths};
use crate::asked::Asked;
use crate::live::{focus, focus_now, spawn};
use crate::navigation::Filter;
use crate::session::Common;

/// While somebody flings through the list, what passes by within this time is not asked for.
const PAUSE: Duration = Duration::from_millis(40);
/// The place in the list is written down when scrolling has rested so long: browsers limit how often that may be done.
const REST: Duration = Duration::from_millis(200);
/// A list with fewer rows is seen without a rail.
const LONG: u32 = 30;

/// So many rows a list begins with: a screen of them. What else is in view comes when it is known how high the screen is.
pub const AT_FIRST: u32 = 20;

/// What the rows, the rail and the count share. One for the pane; a new listing begins it anew.
#[derive(Clone, Copy)]
pub struct Roll {
    /// The rows that are known.
    pub pages: RwSignal<Pages>,
    /// The rows that are on the page, from one up to another.
    pub window: RwSignal<(u32, u32)>,
    /// The row that the keyboard is at.
    pub active: RwSignal<u32>,
    /// Whether the focus is on a row.
    pub focused: RwSignal<bool>,
    /// The first row that is seen.
    pub first: RwSignal<u32>,
    /// Counts how often the letters of the list have become others.
    pub letters: RwSignal<u32>,
    /// Whether something that was asked for did not come.
    pub failed: RwSignal<bool>,
    hidden: RwSignal<Vec<Uuid>>,
    filter: StoredValue<Filter>,
    common: StoredValue<Common>,
    listing: Asked,
    /// Counts what is asked for; only the answer to the last question counts.
    turn: StoredValue<u32>,
    /// Counts how often rows may have come to stand elsewhere.
    pub age: StoredValue<u32>,
    asking: StoredValue<bool>,
    pause: StoredValue<Option<TimeoutHandle>>,
    rest: StoredValue<Option<TimeoutHandle>>,
    place: StoredValue<f64>,
}

impl Roll {
    /// Of the list that this answer begins.
    pub fn new(listing: Asked) -> Self {
        let common = Common::get();
        let pages = RwSignal::new(Pages::default());
        Self {
            pages,
            window: RwSignal::new((0, 0)),
            active: RwSignal::new(0),
            focused: RwSignal::new(false),
            first: RwSignal::new(0),
            letters: RwSignal::new(0),
            failed: RwSignal::new(false),
            hidden: common.hidden,
            filter: StoredValue::new(Filter::default()),
            common: StoredValue::new(common),
            listing,
            turn: StoredValue::new(0),
            age: StoredValue::new(0),
            asking: StoredValue::new(false),
            pause: StoredValue::new(None),
            rest: StoredValue::new(None),
            place: StoredValue::new(0.0),
        }
    }

    /// Begins with a page.
    pub fn begin(self, listing: &Listing) {
        let number = listing.from / PAGE;
        let mut pages = Pages::default();
        pages.put(number..number + 1, &listing.page);
        self.filter.set_value(listing.filter.clone());
        self.age.update_value(|age| *age += 1);
        self.turn.update_value(|turn| *turn += 1);
        self.asking.set_value(false);
        self.failed.set(false);
        self.active.set(listing.from);
        self.first.set(listing.from);
        let rows = listing.page.items.len() as u32;
        self.window
            .set((listing.from, listing.from + rows.min(AT_FIRST)));
        self.pages.set(pages);
        self.place.set_value(f64::from(listing.from));
    }

    /// Whether the rows are those of this filter, in whatever order.
    pub fn shows(self, filter: &Filter) -> bool {
        let sort = filter.sort;
        self.filter.with_value(|shown| {
            let shown = Filter {
                sort,
                ..shown.clone()
            };
            shown == *filter
        })
    }

    /// There is nothing to be shown in rows.
    pub fn end(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.asking.set_value(false);
        self.window.set((0, 0));
        self.pages.set(Pages::default());
    }

    /// How many rows are shown.
    pub fn count(self) -> u32 {
        let gone = self.gone().len() as u32;
        self.pages.with(Pages::total).saturating_sub(gone)
    }

    /// The same, at this moment.
    pub fn count_now(self) -> u32 {
        untrack(|| self.count())
    }

    /// Where hidden rows would be, in order.
    fn gone(self) -> Vec<u32> {
        self.hidden.with(|hidden| {
            let mut gone = Vec::new();
            for id in hidden {
                if let Some(at) = self.pages.with(|pages| pages.find(*id)) {
                    gone.insert(gone.partition_point(|one| *one < at), at);
                }
            }
            gone
        })
    }

    /// What is shown in a row, with its letter if it is the first one under it.
    pub fn row(self, index: u32) -> Option<Row> {
        let at = self.known(index);
        let before = index.checked_sub(1).map(|before| self.known(before));
        self.pages.with(|pages| {
            let mut row = pages.row(at)?.clone();
            let above = before.and_then(|before| pages.row(before));
            let is_same = above.is_some_and(|above| above.letter == row.letter);
            // The best matches come first, and not the first letters.
            let is_search = self.filter.with_value(|filter| !filter.q.is_empty());
            if is_same || is_search || (above.is_none() && index > 0) {
                row.letter.clear();
            }
            Some(row)
        })
    }

    /// Where a row that is shown stands among those that are known, the hidden ones among them.
    pub fn known(self, index: u32) -> u32 {
        let after = |at: u32, gone: &u32| at + u32::from(*gone <= at);
        self.gone().iter().fold(index, after)
    }

    /// Where a contact is shown, if its row has come.
    pub fn find(self, id: Uuid) -> Option<u32> {
        let at = self.pages.with_untracked(|pages| pages.find(id))?;
        let gone = untrack(|| self.gone());
        Some(at - gone.iter().filter(|gone| **gone < at).count() as u32)
    }

    /// Where the list stands on the screen; nothing while it is not shown.
    pub fn view(self) -> Option<View> {
        let rows = element(".rows")?;
        let pane = element(".list")?;
        let row = rows.first_element_child()?.get_bounding_client_rect();
        let head = pane.first_element_child()?.get_bounding_client_rect();
        // The head stays at the upper edge of what scrolls, the pane or the window.
        let scrolls = pane.scroll_height() > pane.client_height();
        let top = if scrolls {
            pane.get_bounding_client_rect().top()
        } else {
            0.0
        };
        let edge = top + head.height();
        let window = window().inner_height().ok()?.as_f64()?;
        // What stands at the foot of a phone covers what is below it.
        let foot = element(".bulk-bar").map(|bar| bar.get_bounding_client_rect().top());
        let end = foot.filter(|foot| *foot > edge).unwrap_or(window);
        (row.height() > 0.0).then(|| View {
            above: edge - rows.get_bounding_client_rect().top(),
            height: (end - edge).max(1.0),
            row: row.height(),
        })
    }

    /// The list was scrolled, or is shown in another size.
    pub fn moved(self) {
        let Some(view) = self.view() else {
            return;
        };
        let count = self.count_now();
        let (mut window, before) = (view.window(count, SPARE), self.window.get_untracked());
        // So many new rows at once would hold the page up: far away those that are seen come first, and the spare ones
        // when scrolling rests.
        let seen = view.window(count, 0.0);
        let is_elsewhere = window.start >= before.1 || window.end <= before.0;
        if is_elsewhere && !seen.is_empty() {
            window = seen;
        }
        let window = (window.start, window.end);
        if before != window {
            self.window.set(window);
            self.failed.set(false);
        }
        if self.first.get_untracked() != view.first() {
            self.first.set(view.first());
        }
        self.place.set_value(view.place());
        if self.pause.with_value(Option::is_none) {
            let want = move || {
                self.pause.try_set_value(None);
                self.want();
            };
            self.pause
                .set_value(set_timeout_with_handle(want, PAUSE).ok());
        }
        if let Some(timer) = self.rest.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let rest = move || {
            let Some(place) = self.place.try_get_value() else {
                // The list has gone meanwhile.
                return;
            };
            self.filter
                .with_value(|filter| place::remember(filter, place));
            if is_elsewhere {
                self.moved();
            }
        };
        self.rest
            .set_value(set_timeout_with_handle(rest, REST).ok());
    }

    /// The place that was written down for this list.
    pub fn remembered(self) -> Option<f64> {
        self.filter.with_value(place::remembered)
    }

    /// The place that was seen last.
    pub fn place(self) -> f64 {
        self.place.get_value()
    }

    /// Scrolls to a place; to the very top where that is the first row.
    pub fn go(self, place: f64) {
        if let Some(view) = self.view() {
            // What stands between the head and the first row belongs to the top, too.
            let top = -view.above.max(0.0) - 1e6;
            self.scroll(if place > 0.0 { view.to(place) } else { top });
        }
    }

    /// Scrolls so far, whichever it is that scrolls.
    pub fn scroll(self, by: f64) {
        if by.abs() >= 1.0 {
            window().scroll_by_with_x_and_y(0.0, by);
            if let Some(pane) = element(".list") {
                pane.scroll_by_with_x_and_y(0.0, by);
            }
        }
        self.moved();
    }

    /// Takes the keyboard to a row.
    pub fn activate(self, index: u32) {
        self.active.set(index);
        if let Some(view) = self.view() {
            self.scroll(view.into_view(index));
        }
        // At once, where it can be: whoever holds a key down is at the next row before a moment has passed.
        let row = format!(".rows > [aria-posinset='{}'] > a", index + 1);
        if !focus_now(&row) {
            focus(row);
        }
    }

    /// Brings a contact in view, wherever in the list it is.
    pub fn reveal(self, id: Uuid) {
        if let Some(index) = self.find(id) {
            return self.show(index);
        }
        if let Some((api, path)) = self.outline_of(Some(id)) {
            spawn(async move {
                let answer = api.ask(path).await;
                if let Ok(Some(place)) = rail::place(answer).await {
                    self.show(place);
                }
            });
        }
    }

    fn show(self, index: u32) {
        if let Some(view) = self.view() {
            self.scroll(view.into_middle(index));
        }
    }

    /// Whether there is so much under letters that a rail is of use.
    pub fn has_rail(self) -> bool {
        self.has_letters() && self.pages.with_untracked(Pages::total) >= LONG
    }

    /// Whether rows stand under letters in this list.
    pub fn has_letters(self) -> bool {
        let is_search = self.filter.with_value(|filter| !filter.q.is_empty());
        !is_search && self.pages.with_untracked(Pages::has_letters)
    }

    /// How to ask what the list is like as a whole, and where in it a contact is. Nobody knows that of a search.
    pub fn outline_of(self, contact: Option<Uuid>) -> Option<(Api, String)> {
        let filter = self
            .filter
            .try_get_value()
            .filter(|filter| filter.q.is_empty())?;
        let path = paths::letters(&query(&filter, 0, 1), contact);
        Some((self.common.try_get_value()?.api, path))
    }

    /// How to ask for so many pages from a row on.
    pub fn rows_of(self, from: u32, pages: u32) -> Option<(Api, String)> {
        let filter = self.filter.try_get_value()?;
        let path = paths::list(&query(&filter, from, pages));
        Some((self.common.try_get_value()?.api, path))
    }

    /// What the list shows, as the API is told it.
    pub fn matching(self) -> Matching {
        let query = self.filter.with_value(|filter| query(filter, 0, 1));
        Matching {
            q: query.q,
            book: query.book,
            label: query.label,
            starred: query.starred,
            has: query.has,
        }
    }

    /// Where all of the list is a file.
    pub fn file(self, format: ExportFormat) -> String {
        let query = self.filter.with_value(|filter| query(filter, 0, 1));
        paths::export(&query, format.as_str())
    }

    /// Asks for what is seen and has not come; then for what lies next to it.
    pub fn want(self) {
        let is_free = self.asking.try_get_value() == Some(false) && !self.failed.get_untracked();
        if !is_free || self.count_now() == 0 {
            return;
        }
        let (start, end) = self.window.get_untracked();
        let near = start.saturating_sub(PAGE / 2)..end + PAGE / 2;
        let missing = self.pages.with_untracked(|pages| {
            let missing = pages.missing(&(start..end));
            missing.or_else(|| pages.missing(&near))
        });
        if let Some(missing) = missing {
            self.ask(missing, false);
        }
    }

    /// What is shown may be stale: asks anew for what is seen, and forgets the rest. Nothing moves on the screen, whatever
    /// was added or taken away above it, and the focus stays on its contact.
    pub fn refresh(self) {
        if self.count_now() == 0 {
            // There is nothing to stay in its place; another answer may look altogether different.
            return self.listing.refetch();
        }
        let (start, end) = self.window.get_untracked();
        let seen = self
            .pages
            .with_untracked(|pages| pages.around(&(start..end)));
        self.ask(seen, true);
        self.letters.update(|letters| *letters += 1);
    }

    fn ask(self, asked: std::ops::Range<u32>, is_news: bool) {
        let Some(turn) = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        self.asking.set_value(true);
        let query = self
            .filter
            .with_value(|filter| query(filter, asked.start * PAGE, asked.len() as u32));
        let answer = self
            .common
            .with_value(|common| common.api.ask(paths::list(&query)));
        spawn(async move {
            let page = answer.await.page();
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.asking.set_value(false);
            match page {
                Ok(page) if is_news => {
                    if page.total == 0 {
                        return self.listing.refetch();
                    }
                    self.renew(asked, &page).await;
                }
                Ok(page) => {
                    let (start, end) = self.window.get_untracked();
                    self.pages.update(|pages| {
                        pages.put(asked, &page);
                        pages.forget(&(start..end));
                    });
                }
                Err(error) => return self.fail(&error),
            }
            self.failed.set(false);
            // It may have been scrolled on meanwhile, or the list may have become shorter.
            self.moved();
        });
    }

    fn fail(self, error: &ApiError) {
        if error.wants_sign_in() {
            // The rows that are known stay where somebody writes beside them.
            self.failed.set(!self.common.with_value(Common::sign_in));
        } else if error.is_missing() {
            self.listing.refetch();
        } else {
            self.failed.set(true);
        }
    }

    async fn renew(self, asked: std::ops::Range<u32>, page: &Page<ContactSummary>) {
        let id = |index| {
            let at = untrack(|| self.known(index));
            self.pages
                .with_untracked(|pages| pages.row(at).map(|row| row.id))
        };
        let (first, active) = (self.first.get_untracked(), self.active.get_untracked());
        let (anchor, current) = (id(first), id(active));
        // What the server leaves out needs no hiding, and may be brought back elsewhere.
        let hidden = self.hidden.get_untracked().into_iter();
        let was_asked = |id: &Uuid| {
            let before = self.pages.with_untracked(|pages| pages.find(*id));
            before.is_some_and(|at| asked.contains(&(at / PAGE)))
        };
        let mut out: Vec<Uuid> = hidden.filter(was_asked).collect();
        self.age.update_value(|age| *age += 1);
        self.pages.update(|pages| pages.renew(asked.clone(), page));
        out.retain(|id| !page.items.iter().any(|item| item.id == *id));
        if !out.is_empty() {
            self.hidden
                .update(|hidden| hidden.retain(|id| !out.contains(id)));
        }
        tick().await;
        if let (Some(view), Some(now)) = (self.view(), anchor.and_then(|id| self.find(id)))
            && view.above > 0.0
        {
            self.scroll((f64::from(now) - f64::from(first)) * view.row);
        }
        if let Some(now) = current
            .and_then(|id| self.find(id))
            .filter(|now| *now != active)
        {
            self.active.set(now);
            if self.focused.get_untracked() {
                focus(format!(".rows > [aria-posinset='{}'] > a", now + 1));
            }
        }
    }
}

fn element(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}
