//! News of changes, passed on from the database to everybody who listens to this server.
//!
//! One connection listens for all. News that may have been missed are made up for by telling everybody that everything may
//! have changed. The latest are kept, so that who was away for a moment, or has just got a page, hears what came since.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use persistence::Database;
use persistence::changes::{Change, Listener};
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

/// How often the database is asked for news.
const PAUSE: Duration = Duration::from_millis(100);

/// How often a connection that hears nothing is checked.
const CHECK: Duration = Duration::from_secs(5);

/// Who has not answered that for so long may be gone.
const ANSWERS_WITHIN: Duration = Duration::from_secs(1);

/// How long the connection is kept when nobody listens any more: people go from page to page.
const LINGER: Duration = Duration::from_secs(60);

/// How long to wait after a failure.
const RETRY: Duration = Duration::from_secs(1);

/// So many changes of one book at once are told as one.
const MANY: usize = 10;

/// How many of the latest news are kept.
const KEPT: usize = 256;

/// How many listeners one account may have on one server.
const MAX_PER_ACCOUNT: usize = 50;

/// What is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Something was changed.
    Change(Change),
    /// Some changes may have been missed.
    Everything,
}

/// News with their place in the order in which this server heard them.
pub type Numbered = (u64, News);

/// Passes news on; cheap to clone.
#[derive(Clone)]
pub struct Newsroom {
    db: Database,
    /// Tells this server's order from that of others, and from that before a restart.
    name: Uuid,
    news: broadcast::Sender<Numbered>,
    hearing: watch::Sender<bool>,
    /// Since when the database is asked whether it is still there, while it is.
    asked: Arc<Mutex<Option<Instant>>>,
    closed: watch::Sender<bool>,
    desk: Arc<Mutex<Desk>>,
    forget: Arc<OnceLock<Forget>>,
}

/// Forgets what is kept on the word of the news.
type Forget = Box<dyn Fn() + Send + Sync>;

#[derive(Default)]
struct Desk {
    /// Whether there is a thread that listens.
    is_open: bool,
    /// Whether it goes on when nobody wants to know.
    stays_open: bool,
    /// The number of the last news.
    last: u64,
    /// The latest ones.
    kept: VecDeque<Numbered>,
    /// How many listeners each account has.
    listeners: HashMap<Uuid, usize>,
}

impl Newsroom {
    pub(crate) fn new(db: Database) -> Self {
        Self {
            db,
            name: Uuid::now_v7(),
            news: broadcast::Sender::new(KEPT),
            hearing: watch::Sender::new(false),
            asked: Arc::default(),
            closed: watch::Sender::new(false),
            desk: Arc::default(),
            forget: Arc::default(),
        }
    }

    /// What to do whenever news may have been missed, before they are heard again.
    pub(crate) fn before_hearing(&self, forget: impl Fn() + Send + Sync + 'static) {
        let _ = self.forget.set(Box::new(forget));
    }

    /// Listens to the database from now on, whether or not anybody wants to know.
    pub fn open(&self) {
        let mut desk = self.desk();
        desk.stays_open = true;
        self.begin(&mut desk);
    }

    /// Whether news are heard just now.
    pub fn hears(&self) -> bool {
        let is_asked = *self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_gone = is_asked.is_some_and(|since| since.elapsed() > ANSWERS_WITHIN);
        *self.hearing.borrow() && !is_gone
    }

    /// All news from now on, for the server itself. It does not make anybody listen.
    pub fn listen_to_all(&self) -> broadcast::Receiver<Numbered> {
        self.news.subscribe()
    }

    /// Where the news are now; nothing while they are not heard. Whoever reads something after this and then subscribes
    /// from here misses nothing.
    pub fn mark(&self) -> Option<String> {
        let desk = self.desk();
        let hears = *self.hearing.borrow();
        hears.then(|| self.mark_of(desk.last))
    }

    /// The place of news in the order of this server, as text.
    pub fn mark_of(&self, number: u64) -> String {
        format!("{}-{number}", self.name.simple())
    }

    /// Begins to listen for an account, from a mark on if it is one of ours and not too old; nothing if the account
    /// listens in too many places already.
    pub fn subscribe(&self, account: Uuid, mark: Option<&str>) -> Option<Subscription> {
        let mut desk = self.desk();
        let missed = mark.and_then(|mark| self.missed(&desk, mark));
        let count = desk.listeners.entry(account).or_default();
        if *count >= MAX_PER_ACCOUNT {
            return None;
        }
        *count += 1;
        let subscription = Subscription {
            room: self.clone(),
            account,
            news: self.news.subscribe(),
            missed,
            hearing: self.hearing.subscribe(),
            closed: self.closed.subscribe(),
        };
        self.begin(&mut desk);
        Some(subscription)
    }

    fn begin(&self, desk: &mut Desk) {
        if !desk.is_open {
            let room = self.clone();
            let thread = std::thread::Builder::new().name("changes".to_owned());
            match thread.spawn(move || room.work()) {
                Ok(_) => desk.is_open = true,
                Err(error) => tracing::error!(%error, "nobody listens for changes"),
            }
        }
    }

    /// What came after a mark; nothing if that cannot be told.
    fn missed(&self, desk: &Desk, mark: &str) -> Option<VecDeque<Numbered>> {
        let (name, number) = mark.split_once('-')?;
        let number: u64 = number.parse().ok()?;
        let oldest = desk.last - desk.kept.len() as u64;
        if name != self.name.simple().to_string() || !(oldest..=desk.last).contains(&number) {
            return None;
        }
        let after = desk.kept.iter().filter(|(at, _)| *at > number);
        Some(after.copied().collect())
    }

    fn tell(&self, news: News) {
        let mut desk = self.desk();
        desk.last += 1;
        let numbered = (desk.last, news);
        desk.kept.push_back(numbered);
        if desk.kept.len() > KEPT {
            desk.kept.pop_front();
        }
        // Under the lock: whoever subscribes has it among those kept, or gets it.
        let _ = self.news.send(numbered);
    }

    /// The server is leaving: nobody listens to it any longer.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the thread does.
    fn work(&self) {
        while let Err(error) = self.listen() {
            self.hearing.send_replace(false);
            self.asked(None);
            tracing::warn!(%error, "changes are not heard of");
            std::thread::sleep(RETRY);
            if self.closes(Duration::ZERO) {
                return;
            }
        }
    }

    /// Listens until nobody wants to know any more.
    fn listen(&self) -> Result<(), persistence::DbError> {
        let mut listener: Listener = self.db.listen()?;
        // What was kept while nobody listened is believed no more, before anybody may believe again.
        if let Some(forget) = self.forget.get() {
            forget();
        }
        // To those who were here while nobody listened.
        self.tell(News::Everything);
        self.hearing.send_replace(true);
        let (mut checked, mut wanted) = (Instant::now(), Instant::now());
        loop {
            for change in condensed(listener.heard()?) {
                self.tell(News::Change(change));
            }
            if checked.elapsed() > CHECK {
                self.asked(Some(Instant::now()));
                listener.ping()?;
                self.asked(None);
                checked = Instant::now();
            }
            if self.news.receiver_count() > 0 {
                wanted = Instant::now();
            }
            if self.closes(wanted.elapsed()) {
                return Ok(());
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn asked(&self, since: Option<Instant>) {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }

    /// Ends the work if the server leaves, or if nobody has listened for long. Under the lock, so that whoever comes now
    /// either is seen, or sees that it has ended.
    fn closes(&self, unwanted_for: Duration) -> bool {
        let mut desk = self.desk();
        let leaves = *self.closed.borrow()
            || (!desk.stays_open
                && desk.listeners.is_empty()
                && (unwanted_for > LINGER || !*self.hearing.borrow()));
        if leaves {
            desk.is_open = false;
            self.hearing.send_replace(false);
        }
        leaves
    }
}

/// Each change once, and many of one book as one.
fn condensed(heard: Vec<Change>) -> Vec<Change> {
    let mut counts: HashMap<Uuid, usize> = HashMap::new();
    for change in &heard {
        if let Change::Contacts { book, .. } = change {
            *counts.entry(*book).or_default() += 1;
        }
    }
    let mut changes = Vec::new();
    for change in heard {
        let change = match change {
            Change::Contacts { book, .. } if counts[&book] > MANY => Change::Contacts {
                book,
                contact: None,
            },
            change => change,
        };
        if !changes.contains(&change) {
            changes.push(change);
        }
    }
    changes
}

/// Somebody who listens.
pub struct Subscription {
    room: Newsroom,
    account: Uuid,
    news: broadcast::Receiver<Numbered>,
    missed: Option<VecDeque<Numbered>>,
    hearing: watch::Receiver<bool>,
    closed: watch::Receiver<bool>,
}

impl Subscription {
    /// Whether it goes on from a mark.
    pub fn goes_on(&self) -> bool {
        self.missed.is_some()
    }

    /// Waits until what is changed from now on will be heard of, and answers where that is. Fails when the server leaves.
    pub async fn begun(&mut self) -> Option<u64> {
        tokio::select! {
            _ = self.closed.wait_for(|closed| *closed) => None,
            begun = self.hearing.wait_for(|hearing| *hearing) => begun.ok().map(|_| ()),
        }?;
        let desk = self.room.desk();
        self.news = self.news.resubscribe();
        Some(desk.last)
    }

    /// The next news; nothing more when the server leaves.
    pub async fn next(&mut self) -> Option<Numbered> {
        if let Some(missed) = self.missed.as_mut().and_then(VecDeque::pop_front) {
            return Some(missed);
        }
        let news = tokio::select! {
            _ = self.closed.wait_for(|closed| *closed) => return None,
            news = self.news.recv() => news,
        };
        match news {
            Ok(news) => Some(news),
            Err(broadcast::error::RecvError::Lagged(_)) => {
                let desk = self.room.desk();
                self.news = self.news.resubscribe();
                Some((desk.last, News::Everything))
            }
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut desk = self.room.desk();
        if let Some(count) = desk.listeners.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                desk.listeners.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_changes_of_a_book_are_one() {
        let (book, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let change = |book, contact: Option<u128>| Change::Contacts {
            book,
            contact: contact.map(Uuid::from_u128),
        };
        let some = |count| (0..count).map(|n| change(book, Some(n)));
        assert_eq!(condensed(some(10).collect()), some(10).collect::<Vec<_>>());
        let few = some(4).chain(some(4)).collect();
        assert_eq!(condensed(few), some(4).collect::<Vec<_>>());
        let many = some(30).chain([change(other, Some(1))]).collect();
        assert_eq!(
            condensed(many),
            [change(book, None), change(other, Some(1))]
        );
    }
}
