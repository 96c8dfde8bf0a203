//! Whose session a token is: looked up once a minute, and else known from the cache.
//!
//! A session that ends, and an account that is changed, are told by the database (see `persistence::changes`), whoever it
//! was that did it. While this server does not hear that, it believes no cache.

use domain::User;
use persistence::changes::Change;
use persistence::{Database, accounts};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tokio::sync::broadcast::error::RecvError;

use crate::cache::{Cache, Kind};
use crate::error::ApiError;
use crate::news::{News, Newsroom};
use crate::security::hex;

/// The sessions of all accounts; cheap to clone.
#[derive(Clone)]
pub struct Sessions {
    db: Database,
    cache: Cache,
    news: Newsroom,
}

#[derive(Serialize, Deserialize)]
struct Known {
    user: User,
    #[serde(with = "time::serde::timestamp")]
    until: OffsetDateTime,
}

impl Sessions {
    /// In this database, with this cache before it.
    pub fn new(db: Database, cache: Cache, news: Newsroom) -> Self {
        let kept = cache.clone();
        news.before_hearing(move || kept.forget_all());
        Self { db, cache, news }
    }

    /// Whose session is kept under this hash, while it lasts.
    pub async fn find(&self, hash: &[u8]) -> Result<Option<User>, ApiError> {
        if !self.news.hears() {
            return Ok(self.load(hash).await?.map(|known| known.user));
        }
        let load = self.load(hash);
        let known = self.cache.through(Kind::Session, &hex(hash), load).await?;
        Ok(known
            .filter(|known| known.until > OffsetDateTime::now_utc())
            .map(|known| known.user))
    }

    /// The same, and nobody is believed but the database.
    pub async fn find_now(&self, hash: &[u8]) -> Result<Option<User>, ApiError> {
        Ok(self.load(hash).await?.map(|known| known.user))
    }

    async fn load(&self, hash: &[u8]) -> Result<Option<Known>, ApiError> {
        let hash = hash.to_vec();
        let found = self
            .db
            .read::<_, ApiError>(move |connection| Ok(accounts::find_session(connection, &hash)?))
            .await?;
        Ok(found.map(|(user, until)| Known { user, until }))
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
