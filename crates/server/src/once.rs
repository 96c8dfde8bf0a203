//! Making something once, however often a client asks for it.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use persistence::PgConnection;
use persistence::idempotency::{self, Earlier};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::security::{self, Token, Vault};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
const MAX_KEY: usize = 255;

/// What tells a request from its own repetition, and from another one that uses its key by mistake.
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

    /// A token that comes out the same when the request is repeated, since nothing but its hash is kept. None without a key.
    pub fn secret(&self, vault: &Vault, caller: &Caller) -> Option<Token> {
        let key = self.key.as_ref()?;
        let parts = [caller.user.id.as_bytes(), key.as_bytes(), &self.fingerprint];
        Some(vault.token_of(&security::fingerprint(&parts)))
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
        if let Some(key) = &self.key {
            match idempotency::look_up(connection, user, key, &self.fingerprint)? {
                Earlier::Never => {}
                Earlier::Misused => return Err(ApiError::idempotency_key_reused()),
                Earlier::Made(id) => {
                    let what = find(connection, id)?;
                    return Ok(Made { what, before: true });
                }
            }
        }
        let what = make(connection)?;
        if let Some(key) = &self.key {
            idempotency::remember(connection, user, key, &self.fingerprint, id(&what))?;
        }
        Ok(Made {
            what,
            before: false,
        })
    }
}

impl<T> Made<T> {
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
