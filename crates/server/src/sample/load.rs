//! `bloknotik sample`: puts made-up contacts into a database.

use std::time::{Duration, Instant};

use domain::Color;
use persistence::books::BookRef;
use persistence::revisions::Author;
use persistence::{Database, DbError, Settings, accounts, books, contacts, revisions};
use uuid::Uuid;

use crate::run::ServerError;

/// How many contacts go in at once.
const BATCH: usize = 2_000;

/// How many changes get their numbers at once.
const NUMBERED: i64 = 10_000;

/// What to put where.
#[derive(clap::Args, Clone, Debug)]
pub struct Sample {
    /// How many contacts.
    #[arg(long, default_value_t = 200)]
    pub contacts: usize,
    /// The account that gets them; without it, the first one.
    #[arg(long)]
    pub user: Option<String>,
    /// Share them out to so many new books; without it, they go to the default book.
    #[arg(long)]
    pub books: Option<usize>,
    /// Other seeds give other contacts.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Loads a sample into the database at `url`.
pub async fn load(url: String, sample: Sample) -> Result<(), ServerError> {
    let db = Database::new(&Settings {
        pool_size: 1,
        statement_timeout: Duration::from_secs(600),
        ..Settings::new(url)
    });
    let begin = Instant::now();
    let (author, targets) = {
        let sample = sample.clone();
        db.run::<_, SampleError>(move |connection| {
            let user = accounts::find_for_sample(connection, sample.user.as_deref())?
                .ok_or(SampleError::NoAccount)?;
            let targets = match sample.books {
                None => vec![books::default_of(connection, user)?],
                Some(count) => (1..=count.max(1))
                    .map(|number| {
                        let name = format!("Sample {number}");
                        let id = books::create(connection, user, &name, Color::Teal, false)?;
                        let (_, book) = books::find(connection, user, id)?;
                        book.ok_or(SampleError::NoAccount)
                    })
                    .collect::<Result<_, _>>()?,
            };
            let author = Author {
                user,
                client: "bloknotik sample".to_owned(),
                operation: Uuid::now_v7(),
            };
            Ok((author, targets))
        })
        .await?
    };
    let mut cards = super::cards(sample.seed, sample.contacts);
    let share = sample.contacts.div_ceil(targets.len());
    let mut done = 0;
    for book in targets {
        let mut left = share.min(sample.contacts - done);
        while left > 0 {
            let batch: Vec<_> = cards.by_ref().take(left.min(BATCH)).collect();
            (left, done) = (left - batch.len(), done + batch.len());
            insert(&db, book, batch, author.clone()).await?;
        }
        // Or else the first who looks at the book would have to.
        while number(&db, book).await? > 0 {}
        tracing::info!(done, of = sample.contacts, "sample contacts");
    }
    db.run::<_, SampleError>(move |connection| Ok(contacts::analyze(connection)?))
        .await?;
    tracing::info!(
        contacts = done,
        seconds = begin.elapsed().as_secs_f32(),
        "sample loaded"
    );
    Ok(())
}

async fn number(db: &Database, book: BookRef) -> Result<usize, SampleError> {
    db.run(move |connection| Ok(revisions::number(connection, book.id, NUMBERED)?))
        .await
}

async fn insert(
    db: &Database,
    book: BookRef,
    cards: Vec<vcard::Card>,
    author: Author,
) -> Result<(), SampleError> {
    db.run(move |connection| {
        contacts::create_many(connection, book, &cards, &author)?;
        Ok(())
    })
    .await
}

/// Why a sample could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// There is nobody to give it to.
    #[error("there is no such account; make one in the page first, or name one with --user")]
    NoAccount,
    /// The database refused.
    #[error("the database refused: {0}")]
    Database(#[from] DbError),
    /// A query failed.
    #[error("the database refused: {0}")]
    Query(#[from] persistence::QueryError),
}
