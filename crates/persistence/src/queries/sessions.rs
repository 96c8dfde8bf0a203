//! What accounts are signed in by: sessions, and keys for programs, which are sessions with a name.

use diesel::prelude::*;
use diesel::result::QueryResult;
use domain::{AccessToken, Language, Session, User};
use time::OffsetDateTime;
use uuid::Uuid;

use super::accounts::UserRow;
use crate::schema::{sessions, users};

/// So many sessions an account may have; of more, those that were opened first end. Nobody has that many devices, and a
/// program that signs in every minute must not fill the table.
const MOST_SESSIONS: i64 = 200;

/// So many keys an account may have.
pub const MOST_TOKENS: i64 = 100;

/// It has no end, or that is still to come.
#[diesel::dsl::auto_type(no_type_alias)]
fn has_not_ended() -> _ {
    sessions::expires_at
        .is_null()
        .or(sessions::expires_at.gt(diesel::dsl::now))
}

/// An account's sessions.
#[diesel::dsl::auto_type(no_type_alias)]
fn sessions_of(user: Uuid) -> _ {
    sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::name.is_null())
}

/// An account's keys.
#[diesel::dsl::auto_type(no_type_alias)]
fn keys_of(user: Uuid) -> _ {
    sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::name.is_not_null())
}

/// The session or key of this hash with its account, while both last.
macro_rules! lasting {
    ($hash:expr) => {
        sessions::table
            .inner_join(users::table)
            .filter(sessions::token_hash.eq($hash))
            .filter(has_not_ended())
            .filter(users::disabled_at.is_null())
    };
}

/// Who has shown a token.
pub struct Found {
    /// Its owner.
    pub user: User,
    /// When it ends, if it does.
    pub until: Option<OffsetDateTime>,
    /// Whether it is a key for a program and not a session.
    pub is_token: bool,
    /// When it was noted last that it was used.
    pub seen: Option<OffsetDateTime>,
}

/// Opens a session, and sweeps the account's expired ones.
pub fn open(
    connection: &mut PgConnection,
    user: Uuid,
    token_hash: &[u8],
    client: &str,
    expires_at: OffsetDateTime,
) -> QueryResult<()> {
    let expired = sessions::table
        .filter(sessions::user_id.eq(user))
        .filter(sessions::expires_at.lt(diesel::dsl::now));
    diesel::delete(expired).execute(connection)?;
    let surplus: Vec<Vec<u8>> = sessions_of(user)
        .order((sessions::created_at.desc(), sessions::token_hash))
        .offset(MOST_SESSIONS - 1)
        .select(sessions::token_hash)
        .load(connection)?;
    if !surplus.is_empty() {
        let surplus = sessions::table.filter(sessions::token_hash.eq_any(surplus));
        diesel::delete(surplus).execute(connection)?;
    }
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token_hash),
            sessions::user_id.eq(user),
            sessions::client.eq(client),
            sessions::expires_at.eq(expires_at),
            sessions::id.eq(Uuid::now_v7()),
        ))
        .execute(connection)?;
    Ok(())
}

/// Whose session or key this is, while it lasts.
pub fn find(connection: &mut PgConnection, token_hash: &[u8]) -> QueryResult<Option<Found>> {
    type Time = Option<OffsetDateTime>;
    let row: Option<(UserRow, Time, Option<String>, Time)> = lasting!(token_hash)
        .select((
            UserRow::as_select(),
            sessions::expires_at,
            sessions::name,
            sessions::seen_at,
        ))
        .first(connection)
        .optional()?;
    Ok(row.map(|(user, until, name, seen)| Found {
        user: user.into(),
        until,
        is_token: name.is_some(),
        seen,
    }))
}

/// Which language the account of this session has chosen, if it has.
pub fn language(connection: &mut PgConnection, token_hash: &[u8]) -> QueryResult<Option<Language>> {
    let tag: Option<Option<String>> = lasting!(token_hash)
        .select(users::language)
        .first(connection)
        .optional()?;
    Ok(tag.flatten().as_deref().and_then(Language::from_tag))
}

/// Notes that it was used.
pub fn see(connection: &mut PgConnection, token_hash: &[u8]) -> QueryResult<()> {
    diesel::update(sessions::table.find(token_hash))
        .set(sessions::seen_at.eq(OffsetDateTime::now_utc()))
        .execute(connection)
        .map(|_| ())
}

/// The sessions of an account, the one that was used last first; `current` is the hash of the one that asks.
pub fn list(
    connection: &mut PgConnection,
    user: Uuid,
    current: &[u8],
) -> QueryResult<Vec<Session>> {
    type Row = (
        Uuid,
        Vec<u8>,
        String,
        OffsetDateTime,
        Option<OffsetDateTime>,
        Option<OffsetDateTime>,
    );
    let rows: Vec<Row> = sessions_of(user)
        .filter(sessions::expires_at.gt(diesel::dsl::now))
        .select((
            sessions::id,
            sessions::token_hash,
            sessions::client,
            sessions::created_at,
            sessions::seen_at,
            sessions::expires_at,
        ))
        .load(connection)?;
    let mut found: Vec<Session> = rows
        .into_iter()
        .map(
            |(id, hash, client, created_at, seen_at, expires_at)| Session {
                id,
                client,
                current: hash == current,
                created_at,
                seen_at: seen_at.unwrap_or(created_at),
                expires_at: expires_at.unwrap_or(created_at),
            },
        )
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.current, one.seen_at, one.id)));
    Ok(found)
}

/// Ends a session, by its hash. A key is no session: a program that signs out keeps it.
pub fn end(connection: &mut PgConnection, token_hash: &[u8]) -> QueryResult<()> {
    let one = sessions::table.find(token_hash);
    diesel::delete(one.filter(sessions::name.is_null()))
        .execute(connection)
        .map(|_| ())
}

/// What was ended, by its hashes: who keeps any of it near has to forget that.
pub type Ended = Vec<Vec<u8>>;

/// Ends one of the account's sessions.
pub fn end_one(connection: &mut PgConnection, user: Uuid, id: Uuid) -> QueryResult<Ended> {
    let one = sessions_of(user).filter(sessions::id.eq(id));
    diesel::delete(one)
        .returning(sessions::token_hash)
        .get_results(connection)
}

/// Ends all sessions of the account, but the one that is kept under this hash; keys stay.
pub fn end_all_but(
    connection: &mut PgConnection,
    user: Uuid,
    kept: Option<&[u8]>,
) -> QueryResult<Ended> {
    let all = sessions_of(user).filter(sessions::token_hash.ne(kept.unwrap_or_default()));
    diesel::delete(all)
        .returning(sessions::token_hash)
        .get_results(connection)
}

/// The keys of an account, the newest first.
pub fn tokens(connection: &mut PgConnection, user: Uuid) -> QueryResult<Vec<AccessToken>> {
    let rows: Vec<TokenRow> = keys_of(user)
        .filter(has_not_ended())
        .order((sessions::created_at.desc(), sessions::id.desc()))
        .select(TokenRow::as_select())
        .load(connection)?;
    Ok(rows.into_iter().map(TokenRow::read).collect())
}

/// One of them.
pub fn token(
    connection: &mut PgConnection,
    user: Uuid,
    id: Uuid,
) -> QueryResult<Option<AccessToken>> {
    let row: Option<TokenRow> = keys_of(user)
        .filter(sessions::id.eq(id))
        .filter(has_not_ended())
        .select(TokenRow::as_select())
        .first(connection)
        .optional()?;
    Ok(row.map(TokenRow::read))
}

/// Makes a key with this id.
pub fn make_token(
    connection: &mut PgConnection,
    (user, id): (Uuid, Uuid),
    token_hash: &[u8],
    name: &str,
    expires_at: Option<OffsetDateTime>,
) -> QueryResult<AccessToken> {
    let row: TokenRow = diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token_hash),
            sessions::user_id.eq(user),
            sessions::client.eq(""),
            sessions::name.eq(name),
            sessions::expires_at.eq(expires_at),
            sessions::id.eq(id),
        ))
        .returning(TokenRow::as_returning())
        .get_result(connection)?;
    Ok(row.read())
}

/// Ends one of the account's keys.
pub fn end_token(connection: &mut PgConnection, user: Uuid, id: Uuid) -> QueryResult<Ended> {
    let one = keys_of(user).filter(sessions::id.eq(id));
    diesel::delete(one)
        .returning(sessions::token_hash)
        .get_results(connection)
}

/// Ends all keys of the account.
pub fn end_tokens(connection: &mut PgConnection, user: Uuid) -> QueryResult<Ended> {
    let all = keys_of(user);
    diesel::delete(all)
        .returning(sessions::token_hash)
        .get_results(connection)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg))]
struct TokenRow {
    id: Uuid,
    name: Option<String>,
    created_at: OffsetDateTime,
    seen_at: Option<OffsetDateTime>,
    expires_at: Option<OffsetDateTime>,
}

impl TokenRow {
    fn read(self) -> AccessToken {
        AccessToken {
            id: self.id,
            name: self.name.unwrap_or_default(),
            created_at: self.created_at,
            seen_at: self.seen_at,
            expires_at: self.expires_at,
            token: None,
        }
    }
}
