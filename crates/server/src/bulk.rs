//! Many contacts changed at once: by one operation, in small transactions.
//!
//! A few are done before the request is answered. The work on more goes on behind it, and is written down as it goes: if
//! this server dies, another one, or this one when it is back, goes on where it was.

use std::time::Duration;

use domain::label::label_key;
use domain::policy::Action;
use domain::{
    BulkAction, Change, ContactEdit, ErrorCode, Failures, Operation, OperationState, User, card,
};
use persistence::books::BookRef;
use persistence::contacts::{self, Locked};
use persistence::operations::{self, Batch};
use persistence::{Database, PgConnection, accounts, books, favourites, labels};
use uuid::Uuid;
use vcard::Card;

use crate::access;
use crate::error::ApiError;
use crate::metrics::Jobs;
use crate::routes::contacts::{keepable, stored_card};

/// How many contacts are changed in one transaction: so few that nobody waits long for one of them.
const BATCH: i64 = 100;

/// How long an answer waits for the work.
const PATIENCE: Duration = Duration::from_millis(1500);

/// How often a batch that could not be reached is tried again.
const TRIES: u32 = 5;

/// An operation that nobody has worked on for so long was left behind by its server.
const ABANDONED: Duration = Duration::from_secs(60);

/// How often such operations are looked for.
const LOOK: Duration = Duration::from_secs(30);

/// Whoever works on operations in this process.
#[derive(Clone)]
pub struct Worker {
    db: Database,
    jobs: Jobs,
}

impl Worker {
    /// On this database, counted with these.
    pub(crate) fn new(db: Database, jobs: Jobs) -> Self {
        Self { db, jobs }
    }

    /// On this database, with nobody who counts. For tests.
    #[doc(hidden)]
    pub fn uncounted(db: Database) -> Self {
        Self::new(db, Jobs::default())
    }

    /// Works on an operation that has just begun, and waits a moment for it: most are through by then. It goes on by
    /// itself if this takes longer. Answers how it stands.
    pub async fn begun(&self, user: Uuid, operation: Operation) -> Result<Operation, ApiError> {
        let id = operation.id;
        let worker = self.clone();
        let work = tokio::spawn(async move { worker.work(user, id).await });
        let _ = tokio::time::timeout(PATIENCE, work).await;
        let now = self
            .db
            .read::<_, ApiError>(move |connection| Ok(operations::find(connection, user, id)?))
            .await?;
        Ok(now.unwrap_or(operation))
    }

    /// Works on an operation until it ends. While the database is away or crowded it waits a little, and then leaves the
    /// operation for later.
    pub async fn work(&self, user: Uuid, id: Uuid) {
        let job = self.jobs.begin();
        let mut tries = 0;
        while tries < TRIES {
            let last = tries + 1 == TRIES;
            let batch = self
                .db
                .run(move |connection| step(connection, user, id, BATCH));
            let state = match batch.await {
                Err(error) if !passes(&error, last) => one_by_one(&self.db, user, id, last).await,
                state => state,
            };
            match state {
                Ok(Some(OperationState::Running)) => tries = 0,
                // It has ended, or somebody else is at work on it.
                Ok(_) => return job.done(),
                Err(error) => {
                    error.log();
                    tries += 1;
                    tokio::time::sleep(Duration::from_millis(200) * 2_u32.pow(tries)).await;
                }
            }
        }
    }

    /// Goes on with operations that were left behind, for as long as the server lives.
    pub async fn resume(self) {
        loop {
            let left = self.db.read(|connection| {
                operations::abandoned(connection, ABANDONED.as_secs_f64()).map_err(ApiError::from)
            });
            // While the database is away, or older than this program, there is nothing to be done.
            for (user, id) in left.await.unwrap_or_default() {
                tracing::info!(%id, "an operation goes on");
                self.work(user, id).await;
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// Whether an error may be gone the next time. What takes too long may be waiting for somebody, or too much for good.
fn passes(error: &ApiError, last: bool) -> bool {
    match error.code() {
        ErrorCode::Busy | ErrorCode::Unavailable | ErrorCode::ReadOnly => true,
        ErrorCode::TimedOut => !last,
        _ => false,
    }
}

/// Changes the contacts of a batch each on its own, because one of them cannot be changed: it must not keep the others, and
/// the operation, from getting on.
async fn one_by_one(
    db: &Database,
    user: Uuid,
    id: Uuid,
    last: bool,
) -> Result<Option<OperationState>, ApiError> {
    let mut state = Some(OperationState::Running);
    for _ in 0..BATCH {
        let before = db
            .read(move |connection| operations::find(connection, user, id).map_err(ApiError::from));
        let Some(before) = before.await? else {
            return Ok(None);
        };
        let one = db.run(move |connection| step(connection, user, id, 1));
        state = match one.await {
            Err(error) if !passes(&error, last) => {
                tracing::warn!(%id, place = before.done, "an operation passes over a contact");
                error.log();
                db.run(move |connection| pass_over(connection, user, id, before.done))
                    .await?
            }
            state => state?,
        };
        if state != Some(OperationState::Running) {
            break;
        }
    }
    Ok(state)
}

/// Counts the contact in this place as failed, unless somebody else has got further meanwhile.
fn pass_over(
    connection: &mut PgConnection,
    user: Uuid,
    id: Uuid,
    place: i64,
) -> Result<Option<OperationState>, ApiError> {
    let Some(batch) = operations::take(connection, user, id, 1)? else {
        return Ok(None);
    };
    if batch.done != place {
        return Ok(Some(OperationState::Running));
    }
    keeps_old_name(connection, &batch)?;
    Ok(Some(operations::pass_over(connection, &batch)?.state))
}

/// A label of which a contact could not be freed is still there.
fn keeps_old_name(connection: &mut PgConnection, batch: &Batch) -> Result<(), ApiError> {
    if let BulkAction::Relabel { label, .. } = &batch.action {
        labels::know(connection, batch.author.user, std::slice::from_ref(label))?;
    }
    Ok(())
}

/// Changes the next contacts; nothing if there are none to be changed here.
fn step(
    connection: &mut PgConnection,
    user: Uuid,
    id: Uuid,
    limit: i64,
) -> Result<Option<OperationState>, ApiError> {
    let Some(batch) = operations::take(connection, user, id, limit)? else {
        return Ok(None);
    };
    let Some(user) = accounts::find(connection, user)? else {
        // The account is gone or disabled: nobody may go on in its name.
        let stopped = operations::stop(connection, user, id)?;
        return Ok(stopped.map(|operation| operation.state));
    };
    let aim = aim(connection, &user, &batch.action)?;
    let locked = match &batch.action {
        BulkAction::Relabel { .. } => contacts::lock_owned(connection, user.id, &batch.contacts)?,
        _ => contacts::lock_many(connection, user.id, &batch.contacts)?,
    };
    let mut failures = Failures {
        gone: (batch.contacts.len() - locked.len()) as i64,
        ..Failures::default()
    };
    let mut changed = 0;
    for (standing, locked) in locked {
        access::may(&user, Action::WriteBook(standing))?;
        match change(connection, &user, &batch, &aim, &locked)? {
            Outcome::Changed => changed += 1,
            Outcome::Same => {}
            Outcome::Failed(failure) => {
                keeps_old_name(connection, &batch)?;
                failures = failures.and(failure);
            }
        }
    }
    let operation: Operation = operations::advance(connection, &batch, changed, failures)?;
    Ok(Some(operation.state))
}

/// What an action leads to, as it is now.
#[derive(Default)]
struct Aim {
    book: Option<BookRef>,
    /// The name of the label; of one that is gone there is none.
    label: Option<String>,
}

fn aim(connection: &mut PgConnection, user: &User, action: &BulkAction) -> Result<Aim, ApiError> {
    let mut aim = Aim::default();
    match action {
        BulkAction::Move { book_id } => {
            aim.book = books::find(connection, user.id, *book_id)?.1;
        }
        BulkAction::Relabel { label_id, .. } => {
            let label = labels::hold(connection, user.id, *label_id)?;
            aim.label = label.map(|label| label.name);
        }
        _ => {}
    }
    Ok(aim)
}

enum Outcome {
    Changed,
    /// It was so already.
    Same,
    Failed(Failures),
}

const GONE: Failures = Failures {
    gone: 1,
    full: 0,
    no_book: 0,
};
const FULL: Failures = Failures {
    gone: 0,
    full: 1,
    no_book: 0,
};
const NO_BOOK: Failures = Failures {
    gone: 0,
    full: 0,
    no_book: 1,
};

/// Changes one contact.
fn change(
    connection: &mut PgConnection,
    user: &User,
    batch: &Batch,
    aim: &Aim,
    locked: &Locked,
) -> Result<Outcome, ApiError> {
    let contact = &locked.contact;
    if let BulkAction::Relabel { label, .. } = &batch.action {
        return match relabelled(locked, label, aim.label.as_deref())? {
            Some(card) => write(connection, batch, locked, &card),
            None => Ok(Outcome::Same),
        };
    }
    if contact.deleted_at.is_some() {
        return Ok(Outcome::Failed(GONE));
    }
    let had = &contact.fields.labels;
    let changed = match &batch.action {
        BulkAction::Star {} | BulkAction::Unstar {} => {
            let starred = matches!(batch.action, BulkAction::Star {});
            let key = (contact.book_id, contact.id);
            favourites::set(connection, user.id, key, starred)?
        }
        BulkAction::Delete {} => {
            contacts::delete(connection, locked, &batch.author)?;
            true
        }
        BulkAction::Move { .. } => {
            let Some(target) = aim.book else {
                return Ok(Outcome::Failed(NO_BOOK));
            };
            if target.id == contact.book_id {
                return Ok(Outcome::Same);
            }
            let card = stored_card(locked)?;
            contacts::move_to(connection, locked, target, &card, &batch.author)?;
            true
        }
        BulkAction::AddLabel { label } => {
            let label = label.trim();
            if had.iter().any(|one| label_key(one) == label_key(label)) {
                return Ok(Outcome::Same);
            }
            let mut label = vec![label.to_owned()];
            labels::spell(connection, locked.book.owner, &mut label)?;
            let labels = had.iter().cloned().chain(label);
            let edit = ContactEdit {
                labels: Change::Set(labels.collect()),
                ..ContactEdit::default()
            };
            let mut card = stored_card(locked)?;
            card::apply(&mut card, &edit);
            return write(connection, batch, locked, &card);
        }
        BulkAction::RemoveLabel { label } => {
            return match relabelled(locked, label, None)? {
                Some(card) => write(connection, batch, locked, &card),
                None => Ok(Outcome::Same),
            };
        }
        BulkAction::Relabel { .. } => false,
    };
    Ok(if changed {
        Outcome::Changed
    } else {
        Outcome::Same
    })
}

fn write(
    connection: &mut PgConnection,
    batch: &Batch,
    locked: &Locked,
    card: &Card,
) -> Result<Outcome, ApiError> {
    if keepable(card).is_err() {
        return Ok(Outcome::Failed(FULL));
    }
    contacts::edit(connection, locked, card, &batch.author)?;
    Ok(Outcome::Changed)
}

/// The card of a contact with a label's new name in the place of the old one, or without the label; nothing where that is no
/// change.
pub fn relabelled(locked: &Locked, old: &str, new: Option<&str>) -> Result<Option<Card>, ApiError> {
    let old_key = label_key(old);
    let had = &locked.contact.fields.labels;
    if !had.iter().any(|label| label_key(label) == old_key) {
        return Ok(None);
    }
    let mut card = stored_card(locked)?;
    card::relabel(&mut card, old, new);
    Ok((card.to_string() != locked.vcard).then_some(card))
}
