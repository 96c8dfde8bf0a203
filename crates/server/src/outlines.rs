//! What was learned about long lists by walking along them, kept for a while, and no longer than it is true.
//!
//! An outline belongs to a set of books at a number of changes: whatever is written to one of them makes another number,
//! on whichever server it was written. Favourites are no changes of a book, so lists of those are never kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};
use std::time::{Duration, Instant};

use domain::search::Expression;
use persistence::changes::Change;
use persistence::contacts::{self, Listing, Marks, Order, Top, Tops};
use persistence::{PgConnection, QueryError, revisions};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::metrics::{CacheMetrics, Outcome};
use crate::news::{News, Newsroom};

/// So many letters, marks and places are kept of a kind, counted with the terms that were asked for and what an entry takes by
/// itself; what was not used for longest goes. These are some 10 MB.
const MOST: usize = 64 * 1024;

/// After so long it is learned anew, also where nobody has written anything.
const TTL: Duration = Duration::from_secs(600);

/// How long one waits for somebody who learns the same, and how often one looks.
const PATIENCE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(2);

/// Their name in metrics.
const NAME: &str = "outline";

/// What an entry takes beside what it knows.
const ENTRY: usize = 16;

/// The letters of a list, and how many contacts stand under each.
pub type Letters = Vec<(&'static str, i64)>;

/// The outlines of this process.
pub struct Outlines {
    marks: Kept<Marks>,
    letters: Kept<Letters>,
    tops: Kept<Top>,
    numbers: Kept<Top>,
}

impl Outlines {
    /// None yet, and if `is_off`, none later either.
    pub fn new(is_off: bool, metrics: &Arc<CacheMetrics>) -> Self {
        Self {
            marks: Kept::new(is_off, metrics),
            letters: Kept::new(is_off, metrics),
            tops: Kept::new(is_off, metrics),
            numbers: Kept::new(is_off, metrics),
        }
    }

    /// Forgets everything whenever it is heard that a server has read columns anew, or that may have been missed.
    pub async fn listen(self: Arc<Self>, news: Newsroom) {
        let mut news = news.listen_to_all();
        loop {
            match news.recv().await {
                Ok((_, News::Change(Change::Columns) | News::Everything))
                | Err(RecvError::Lagged(_)) => self.forget(),
                Ok((_, News::Change(_))) => {}
                Err(RecvError::Closed) => return,
            }
        }
    }

    /// What was kept was learned from columns that are others now.
    fn forget(&self) {
        self.marks.forget();
        self.letters.forget();
        self.tops.forget();
        self.numbers.forget();
    }

    /// The marks of a list of one tier.
    pub fn marks(
        &self,
        connection: &mut PgConnection,
        listing: &Listing<'_>,
    ) -> Result<Arc<Marks>, QueryError> {
        self.marks
            .get(connection, listing, &listing.tiers[0], &|connection| {
                contacts::marks(connection, listing)
            })
    }

    /// The letters of a list of one tier.
    pub fn letters(
        &self,
        connection: &mut PgConnection,
        listing: &Listing<'_>,
    ) -> Result<Arc<Letters>, QueryError> {
        self.letters
            .get(connection, listing, &listing.tiers[0], &|connection| {
                contacts::letters(connection, listing)
            })
    }
}

impl Tops for Outlines {
    fn top(
        &self,
        connection: &mut PgConnection,
        listing: &Listing<'_>,
        condition: &Expression,
        is_number: bool,
        learn: &dyn Fn(&mut PgConnection) -> Result<Top, QueryError>,
    ) -> Result<Arc<Top>, QueryError> {
        let kept = if is_number { &self.numbers } else { &self.tops };
        kept.get(connection, listing, condition, learn)
    }
}

/// What a list is told apart from others by.
type Key = (Vec<Uuid>, Order, Expression);

/// How much there is to keep of something.
trait Weight {
    fn weight(&self) -> usize;
}

impl<T> Weight for Vec<T> {
    fn weight(&self) -> usize {
        self.len()
    }
}

impl Weight for Marks {
    fn weight(&self) -> usize {
        self.number()
    }
}

impl Weight for Top {
    fn weight(&self) -> usize {
        self.places.len()
    }
}

/// One kind of knowledge about lists.
struct Kept<T> {
    /// Nothing is kept: for measuring what that is good for.
    is_off: bool,
    metrics: Arc<CacheMetrics>,
    entries: Mutex<Entries<T>>,
}

struct Entries<T> {
    /// What is being learned just now.
    learning: HashMap<Key, Weak<Mutex<()>>>,
    known: HashMap<Key, Entry<T>>,
    weight: usize,
    /// How often something was looked for.
    uses: u64,
    /// How often everything was forgotten: what was being learned meanwhile is not kept.
    forgotten: u64,
}

struct Entry<T> {
    /// How many changes the books had seen.
    changes: i64,
    /// The last use of it.
    used: u64,
    since: Instant,
    weight: usize,
    known: Arc<T>,
}

impl<T: Weight> Kept<T> {
    fn new(is_off: bool, metrics: &Arc<CacheMetrics>) -> Self {
        Self {
            is_off,
            metrics: metrics.clone(),
            entries: Mutex::new(Entries {
                learning: HashMap::new(),
                known: HashMap::new(),
                weight: 0,
                uses: 0,
                forgotten: 0,
            }),
        }
    }

    fn get(
        &self,
        connection: &mut PgConnection,
        listing: &Listing<'_>,
        condition: &Expression,
        learn: &dyn Fn(&mut PgConnection) -> Result<T, QueryError>,
    ) -> Result<Arc<T>, QueryError> {
        if self.is_off || listing.starred.is_some() {
            return learn(connection).map(Arc::new);
        }
        let mut books: Vec<Uuid> = listing.books.iter().map(|book| book.id).collect();
        books.sort_unstable();
        // Counted before it is learned: what is written meanwhile makes it learned once more, and not stay wrong.
        let forgotten = self.entries().forgotten;
        let changes = revisions::changes(connection, &books)?;
        let key = (books, listing.order, condition.clone());
        let begin = Instant::now();
        let known = self.find(&key, changes);
        let outcome = match known {
            Some(_) => Outcome::Hit,
            None => Outcome::Miss,
        };
        self.metrics.looked(NAME, outcome, begin.elapsed());
        if let Some(known) = known {
            return Ok(known);
        }
        // A crowd that asks for the same at once lets one of them learn it.
        let turn = self.turn(&key);
        let _turn = in_turn(&turn);
        if let Some(known) = self.find(&key, changes) {
            return Ok(known);
        }
        let known = Arc::new(learn(connection)?);
        self.keep(key, changes, forgotten, known.clone());
        Ok(known)
    }

    fn forget(&self) {
        let mut entries = self.entries();
        entries.known.clear();
        entries.weight = 0;
        entries.forgotten += 1;
    }

    fn turn(&self, key: &Key) -> Arc<Mutex<()>> {
        let mut entries = self.entries();
        let under_way = entries.learning.get(key).and_then(Weak::upgrade);
        under_way.unwrap_or_else(|| {
            entries.learning.retain(|_, turn| turn.strong_count() > 0);
            let turn = Arc::default();
            entries.learning.insert(key.clone(), Arc::downgrade(&turn));
            turn
        })
    }

    fn find(&self, key: &Key, changes: i64) -> Option<Arc<T>> {
        let mut entries = self.entries();
        entries.uses += 1;
        let now = entries.uses;
        let entry = entries.known.get_mut(key)?;
        if entry.changes != changes || entry.since.elapsed() > TTL {
            return None;
        }
        entry.used = now;
        Some(entry.known.clone())
    }

    fn keep(&self, key: Key, changes: i64, forgotten: u64, known: Arc<T>) {
        let mut entries = self.entries();
        if entries.forgotten != forgotten {
            return;
        }
        let weight = ENTRY + key.2.size() + known.weight();
        entries.weight += weight;
        let entry = Entry {
            changes,
            used: entries.uses,
            since: Instant::now(),
            weight,
            known,
        };
        if let Some(before) = entries.known.insert(key, entry) {
            entries.weight -= before.weight;
        }
        while entries.weight > MOST && entries.known.len() > 1 {
            entries.forget_oldest();
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries<T>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Entries<T> {
    fn forget_oldest(&mut self) {
        let oldest = self.known.iter().min_by_key(|(_, entry)| entry.used);
        let oldest = oldest.map(|(key, _)| key.clone());
        if let Some(entry) = oldest.and_then(|key| self.known.remove(&key)) {
            self.weight -= entry.weight;
        }
    }
}

/// Waits for one's turn, but not so long that the database would take the connection away meanwhile: then one learns it
/// oneself.
fn in_turn(turn: &Mutex<()>) -> Option<MutexGuard<'_, ()>> {
    let begin = Instant::now();
    loop {
        match turn.try_lock() {
            Ok(turn) => return Some(turn),
            Err(TryLockError::Poisoned(turn)) => return Some(turn.into_inner()),
            Err(TryLockError::WouldBlock) if begin.elapsed() > PATIENCE => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}
