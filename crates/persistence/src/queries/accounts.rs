//! Accounts.

use diesel::prelude::*;
use diesel::result::QueryResult;
use domain::{Change, Language, NameOrder, ProfilePatch, User, account};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::schema::users;

/// The constraint that keeps usernames apart; callers turn its violation into a field error.
pub const USERNAME_TAKEN: &str = "users_username_key";

/// Key of the advisory lock under which the first account is told from the second.
const FIRST_ACCOUNT_LOCK: i64 = 0x626c_6f6b_6163_6331;

#[derive(Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
pub(super) struct UserRow {
    id: Uuid,
    username: String,
    display_name: String,
    email: Option<String>,
    admin: bool,
    created_at: OffsetDateTime,
    name_order: String,
    language: Option<String>,
    shortcuts: bool,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: row.id,
            username: row.username,
            display_name: row.display_name,
            email: row.email,
            admin: row.admin,
            name_order: match row.name_order.as_str() {
                "family" => NameOrder::Family,
                _ => NameOrder::Given,
            },
            language: row.language.as_deref().and_then(Language::from_tag),
            shortcuts: row.shortcuts,
            created_at: row.created_at,
        }
    }
}

/// A new account, its password hashed already.
pub struct NewUser<'a> {
    /// As the person wrote it.
    pub username: &'a str,
    /// Shown name.
    pub display_name: &'a str,
    /// Address, if given.
    pub email: Option<&'a str>,
    /// Argon2id, in PHC form.
    pub password_hash: &'a str,
    /// Runs this server.
    pub admin: bool,
}

/// Whether there is any account at all.
pub fn any_exists(connection: &mut PgConnection) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(users::table.select(users::id))).get_result(connection)
}

/// Like [`any_exists`], and until the transaction ends nobody else gets an answer: two people who open a fresh
/// server at the same time do not both become its first account.
pub fn any_exists_exclusively(connection: &mut PgConnection) -> QueryResult<bool> {
    diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
        .bind::<diesel::sql_types::BigInt, _>(FIRST_ACCOUNT_LOCK)
        .execute(connection)?;
    any_exists(connection)
}

/// Makes an account.
pub fn create(connection: &mut PgConnection, user: &NewUser<'_>) -> QueryResult<User> {
    diesel::insert_into(users::table)
        .values((
            users::id.eq(Uuid::now_v7()),
            users::username.eq(user.username),
            users::username_key.eq(account::username_key(user.username)),
            users::display_name.eq(user.display_name),
            users::email.eq(user.email),
            users::password_hash.eq(user.password_hash),
            users::admin.eq(user.admin),
        ))
        .returning(UserRow::as_returning())
        .get_result(connection)
        .map(User::from)
}

/// The account that signs in by this name, and its password hash; disabled accounts are not found.
pub fn find_for_sign_in(
    connection: &mut PgConnection,
    username: &str,
) -> QueryResult<Option<(User, String)>> {
    let row: Option<(UserRow, String)> = users::table
        .filter(users::username_key.eq(account::username_key(username)))
        .filter(users::disabled_at.is_null())
        .select((UserRow::as_select(), users::password_hash))
        .first(connection)
        .optional()?;
    Ok(row.map(|(user, hash)| (user.into(), hash)))
}

/// Whether an account still signs in by the password with this hash. It does so until the transaction ends.
pub fn signs_in_by(connection: &mut PgConnection, id: Uuid, hash: &str) -> QueryResult<bool> {
    let found: Option<Uuid> = users::table
        .find(id)
        .filter(users::password_hash.eq(hash))
        .filter(users::disabled_at.is_null())
        .select(users::id)
        .for_share()
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}

/// Another password in place of the one with this hash; says whether that was the one.
pub fn replace_password(
    connection: &mut PgConnection,
    id: Uuid,
    old: &str,
    new: &str,
) -> QueryResult<bool> {
    let account = users::table
        .find(id)
        .filter(users::password_hash.eq(old))
        .filter(users::disabled_at.is_null());
    let changed = diesel::update(account)
        .set(users::password_hash.eq(new))
        .execute(connection)?;
    Ok(changed > 0)
}

/// The account of this name, or the first one that was made.
pub fn find_for_sample(
    connection: &mut PgConnection,
    username: Option<&str>,
) -> QueryResult<Option<Uuid>> {
    let mut query = users::table.select(users::id).into_boxed();
    if let Some(username) = username {
        query = query.filter(users::username_key.eq(account::username_key(username)));
    }
    query
        .order((users::created_at, users::id))
        .first(connection)
        .optional()
}

/// Changes what an account says about itself.
pub fn update_profile(
    connection: &mut PgConnection,
    id: Uuid,
    patch: &ProfilePatch,
) -> QueryResult<User> {
    let email = match &patch.email {
        Change::Keep => None,
        Change::Clear => Some(None),
        Change::Set(email) => Some(Some(email.trim()).filter(|email| !email.is_empty())),
    };
    let columns = ProfileColumns {
        display_name: patch.display_name.as_deref().map(str::trim),
        email,
        name_order: patch.name_order.map(NameOrder::as_str),
        language: match &patch.language {
            Change::Keep => None,
            Change::Clear => Some(None),
            Change::Set(language) => Some(Some(language.tag())),
        },
        shortcuts: patch.shortcuts,
    };
    let user = users::table.find(id);
    if !columns.is_empty() {
        diesel::update(user).set(&columns).execute(connection)?;
    }
    user.select(UserRow::as_select())
        .first(connection)
        .map(User::from)
}

/// What a person may change about the account; what is `None` stays.
#[derive(AsChangeset, PartialEq, Eq, Default)]
#[diesel(table_name = users)]
struct ProfileColumns<'a> {
    display_name: Option<&'a str>,
    email: Option<Option<&'a str>>,
    name_order: Option<&'static str>,
    language: Option<Option<&'static str>>,
    shortcuts: Option<bool>,
}

impl ProfileColumns<'_> {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An account that may act.
pub fn find(connection: &mut PgConnection, id: Uuid) -> QueryResult<Option<User>> {
    users::table
        .find(id)
        .filter(users::disabled_at.is_null())
        .select(UserRow::as_select())
        .first(connection)
        .optional()
        .map(|row| row.map(User::from))
}

/// Lets nobody else do what calls this for the same account until the transaction ends.
pub fn take_turns(connection: &mut PgConnection, id: Uuid) -> QueryResult<()> {
    users::table
        .find(id)
        .select(users::id)
        .for_no_key_update()
        .first::<Uuid>(connection)
        .map(|_| ())
}
