//! Making something once, however often a client asks for it.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use persistence::PgConnection;
use persistence::idempotency::{self, Earlier};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::security::{self, Vault};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const MAX_KEY: usize = 255;

/// What tells a request from its own repetition, and from another one that uses its key by mistake.
#[derive(Clone)]
pub struct Once {
    key: Option<String>,
    fingerprint: Vec<u8>,
}

/// What was made, and whether an earlier request has made it.
pub struct Made<T> {
    /// The thing.
    pub what: T,
    before: bool,
}

impl Once {
    /// Of a request that consists of these parts. The first one says what is made: a key is good for one kind of thing.
    pub fn read(headers: &HeaderMap, parts: &[&[u8]]) -> Result<Self, ApiError> {
        Ok(Self {
            key: idempotency_key(headers)?,
            fingerprint: security::fingerprint(parts),
        })
    }

    /// The same of a request with a password in it, of which nothing is kept that tells without the server's key.
    pub fn read_sealed(
        headers: &HeaderMap,
        vault: &Vault,
        parts: &[&[u8]],
    ) -> Result<Self, ApiError> {
        let Self { key, fingerprint } = Self::read(headers, parts)?;
        let named = format!("request {}", security::hex(&fingerprint));
        Ok(Self {
            key,
            fingerprint: vault.hash_token(&named),
        })
    }

    /// Whether it can be repeated at all.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Makes something that has an id, or answers with what was made before: as it is now, or gone if it was deleted since.
    pub fn make<T>(
        &self,
        connection: &mut PgConnection,
        caller: &Caller,
        id: impl FnOnce(&T) -> Uuid,
        find: impl FnOnce(&mut PgConnection, Uuid) -> Result<T, ApiError>,
        make: impl FnOnce(&mut PgConnection) -> Result<T, ApiError>,
    ) -> Result<Made<T>, ApiError> {
        let user = caller.user.id;
        if let Some(id) = self.earlier(connection, user)? {
            let what = find(connection, id)?;
            return Ok(Made { what, before: true });
        }
        let what = make(connection)?;
        self.remember(connection, user, id(&what))?;
        Ok(Made {
            what,
            before: false,
        })
    }

    /// What this account has made by the same request before; a second one at the same time waits for the first.
    pub fn earlier(
        &self,
        connection: &mut PgConnection,
        user: Uuid,
    ) -> Result<Option<Uuid>, ApiError> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        match idempotency::look_up(connection, user, key, &self.fingerprint)? {
            Earlier::Never => Ok(None),
            Earlier::Misused => Err(ApiError::idempotency_key_reused()),
            Earlier::Made(id) => Ok(Some(id)),
        }
    }

    /// Remembers what the request has made.
    pub fn remember(
        &self,
        connection: &mut PgConnection,
        user: Uuid,
        made: Uuid,
    ) -> Result<(), ApiError> {
        if let Some(key) = &self.key {
            idempotency::remember(connection, user, key, &self.fingerprint, made)?;
        }
        Ok(())
    }
}

impl<T> Made<T> {
    /// What a request has made just now, or one before it.
    pub fn new(what: T, before: bool) -> Self {
        Self { what, before }
    }

    /// The answer about it, which says whether it is a repetition.
    pub fn answer(self, answer: impl FnOnce(T) -> Response) -> Response {
        let mut response = answer(self.what);
        if self.before {
            response
                .headers_mut()
                .insert(IDEMPOTENCY_REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if (1..=MAX_KEY).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => Err(ApiError::malformed_parameter(format!(
            "Idempotency-Key must be 1 to {MAX_KEY} visible ASCII characters"
        ))),
    }
}
