//! Whose session a token is: looked up once a minute, and else known from the cache.
//!
//! A session that ends, and an account that is changed, are told by the database (see `persistence::changes`), whoever it
//! was that did it. While this server does not hear that, it believes no cache.

use domain::User;
use persistence::changes::Change;
use persistence::sessions::Ended;
use persistence::{Database, PgConnection, sessions};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tokio::sync::broadcast::error::RecvError;

use crate::cache::{Cache, Kind};
use crate::error::ApiError;
use crate::news::{News, Newsroom};
use crate::security::hex;

/// Nobody needs to know the minute, and most requests are to write nothing.
const NOTED_EVERY: time::Duration = time::Duration::hours(1);

/// The sessions of all accounts; cheap to clone.
#[derive(Clone)]
pub struct Sessions {
    db: Database,
    cache: Cache,
    news: Newsroom,
}

/// Who has shown a token.
#[derive(Clone, Serialize, Deserialize)]
pub struct Known {
    /// Its owner.
    pub user: User,
    /// Whether it is a key for a program and not a session.
    pub is_token: bool,
    #[serde(with = "time::serde::timestamp::option")]
    until: Option<OffsetDateTime>,
}

impl Sessions {
    /// In this database, with this cache before it.
    pub fn new(db: Database, cache: Cache, news: Newsroom) -> Self {
        let kept = cache.clone();
        news.before_hearing(move || kept.forget_all());
        Self { db, cache, news }
    }

    /// Whose session or key is kept under this hash, while it lasts.
    pub async fn find(&self, hash: &[u8]) -> Result<Option<Known>, ApiError> {
        if !self.news.hears() {
            return self.load(hash).await;
        }
        let load = self.load(hash);
        let known = self.cache.through(Kind::Session, &hex(hash), load).await?;
        let now = OffsetDateTime::now_utc();
        Ok(known.filter(|known| known.until.is_none_or(|until| until > now)))
    }

    /// The same, and nobody is believed but the database.
    pub async fn find_now(&self, hash: &[u8]) -> Result<Option<Known>, ApiError> {
        self.load(hash).await
    }

    async fn load(&self, hash: &[u8]) -> Result<Option<Known>, ApiError> {
        let key = hash.to_vec();
        let found = self
            .db
            .read::<_, ApiError>(move |connection| Ok(sessions::find(connection, &key)?))
            .await?;
        let Some(found) = found else { return Ok(None) };
        let long_ago = OffsetDateTime::now_utc() - NOTED_EVERY;
        if found.seen.is_none_or(|seen| seen < long_ago) {
            self.note_that_it_was_seen(hash);
        }
        Ok(Some(Known {
            user: found.user,
            is_token: found.is_token,
            until: found.until,
        }))
    }

    /// Nobody waits for it, and that it cannot be noted is no reason to turn anybody away.
    fn note_that_it_was_seen(&self, hash: &[u8]) {
        let (db, hash) = (self.db.clone(), hash.to_vec());
        tokio::spawn(async move {
            let see =
                move |connection: &mut _| Ok::<_, ApiError>(sessions::see(connection, &hash)?);
            if let Err(error) = db.run(see).await {
                tracing::debug!("that a session was used was not noted: {:?}", error.code());
            }
        });
    }

    /// Ends sessions or keys, and says whether there was one: no answer of this server takes them for good any more.
    pub async fn end(
        &self,
        end: impl FnOnce(&mut PgConnection) -> Result<Ended, ApiError> + Send + 'static,
    ) -> Result<bool, ApiError> {
        let ended = self.db.run(end).await?;
        for hash in &ended {
            self.forget(hash).await;
        }
        Ok(!ended.is_empty())
    }

    /// It has ended, or its account is another: at once here, and elsewhere when they hear of it.
    pub async fn forget(&self, hash: &[u8]) {
        self.cache.forget(Kind::Session, &hex(hash)).await;
    }

    /// Forgets what it hears has changed, for as long as the server lives.
    pub async fn listen(self) {
        let mut news = self.news.listen_to_all();
        loop {
            match news.recv().await {
                Ok((_, News::Change(Change::Session { hash }))) => self.forget(&hash).await,
                Ok((_, News::Change(_))) => {}
                // Something may have been missed.
                Ok((_, News::Everything)) | Err(RecvError::Lagged(_)) => self.cache.forget_all(),
                Err(RecvError::Closed) => return,
            }
        }
    }
}
