//! The log of all changes: history, undo, live updates and sync all read it.
//!
//! Writers never queue for a number. A row gets its number when somebody first reads the log: under the
//! book's advisory lock all committed rows without a number get the next ones. So numbers have no gaps,
//! and none ever appears behind one that was already given out, however long a writer takes to commit.

use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::{sql_query, sql_types};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::schema::revisions;

/// Who makes a change, and with what.
#[derive(Clone, Debug)]
pub struct Author {
    /// The account.
    pub user: Uuid,
    /// The program, as far as it told.
    pub client: String,
    /// One action of a person, however many contacts it touches.
    pub operation: Uuid,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Action {
    Create,
    Edit,
    Delete,
    Restore,
    /// It went to another book.
    Leave,
    /// It came from another book.
    Enter,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Edit => "edit",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Leave => "leave",
            Self::Enter => "enter",
        }
    }
}

/// One numbered change.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct Revision {
    /// 1, 2, 3, ... in its book.
    #[diesel(sql_type = sql_types::BigInt)]
    pub seq: i64,
    /// What was changed.
    #[diesel(sql_type = sql_types::Uuid)]
    pub contact_id: Uuid,
    /// The contact's version after the change.
    #[diesel(sql_type = sql_types::BigInt)]
    pub version: i64,
    /// The action it was part of.
    #[diesel(sql_type = sql_types::Uuid)]
    pub operation_id: Uuid,
    /// `create`, `edit`, `delete`, `restore`, `leave` or `enter`.
    #[diesel(sql_type = sql_types::Text)]
    pub action: String,
    /// Who did it; gone when the account is.
    #[diesel(sql_type = sql_types::Nullable<sql_types::Uuid>)]
    pub author_id: Option<Uuid>,
    /// With what.
    #[diesel(sql_type = sql_types::Text)]
    pub client: String,
    /// What the card became.
    #[diesel(sql_type = sql_types::Text)]
    pub vcard: String,
    /// When.
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub created_at: OffsetDateTime,
}

/// Appends a change to the log, without a number. Only the writers of contacts call this.
pub(super) fn append(
    connection: &mut PgConnection,
    (book, contact): (Uuid, Uuid),
    version: i64,
    vcard: &str,
    action: Action,
    author: &Author,
) -> QueryResult<()> {
    diesel::insert_into(revisions::table)
        .values((
            revisions::book_id.eq(book),
            revisions::contact_id.eq(contact),
            revisions::version.eq(version),
            revisions::operation_id.eq(author.operation),
            revisions::action.eq(action.as_str()),
            revisions::author_id.eq(author.user),
            revisions::client.eq(&author.client),
            revisions::vcard.eq(vcard),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Appends that contacts with these ids and cards were created.
pub(super) fn append_created(
    connection: &mut PgConnection,
    book: Uuid,
    contacts: &[(Uuid, String)],
    author: &Author,
) -> QueryResult<()> {
    let rows: Vec<_> = contacts
        .iter()
        .map(|(contact, vcard)| {
            (
                revisions::book_id.eq(book),
                revisions::contact_id.eq(contact),
                revisions::version.eq(1),
                revisions::operation_id.eq(author.operation),
                revisions::action.eq(Action::Create.as_str()),
                revisions::author_id.eq(author.user),
                revisions::client.eq(&author.client),
                revisions::vcard.eq(vcard),
            )
        })
        .collect();
    diesel::insert_into(revisions::table)
        .values(rows)
        .execute(connection)
        .map(|_| ())
}

/// The changes of a book after number `after`, in order. Must run in a transaction (`READ COMMITTED`).
pub fn since(
    connection: &mut PgConnection,
    book: Uuid,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Revision>> {
    while last_number(connection, book)? < after.saturating_add(limit) {
        if number(connection, book, limit)? == 0 {
            break;
        }
    }
    sql_query(
        "SELECT seq, contact_id, version, operation_id, action, author_id, client, vcard, created_at \
         FROM revisions WHERE book_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    )
    .bind::<sql_types::Uuid, _>(book)
    .bind::<sql_types::BigInt, _>(after)
    .bind::<sql_types::BigInt, _>(limit)
    .load(connection)
}

/// By how many contacts an action changes the size of its book.
const GROWTH: &str =
    "CASE action WHEN 'edit' THEN 0 WHEN 'delete' THEN -1 WHEN 'leave' THEN -1 ELSE 1 END";

/// So many changes without a number make counting slow; who counts then numbers some of them.
const MANY: i64 = 1000;

/// How many of them: an import leaves a hundred thousand behind, and no reader should have to number them all.
const SOME: i64 = 2 * MANY;

fn last_number(connection: &mut PgConnection, book: Uuid) -> QueryResult<i64> {
    revisions::table
        .filter(revisions::book_id.eq(book))
        .select(diesel::dsl::max(revisions::seq))
        .first::<Option<i64>>(connection)
        .map(Option::unwrap_or_default)
}

/// Gives numbers to the oldest of the committed changes that have none, at most so many, and adds them up in the book's
/// count. Answers how many those were.
pub fn number(connection: &mut PgConnection, book: Uuid, limit: i64) -> QueryResult<usize> {
    #[derive(QueryableByName)]
    struct Numbered {
        #[diesel(sql_type = sql_types::BigInt)]
        count: i64,
    }
    let unnumbered = revisions::table
        .filter(revisions::book_id.eq(book))
        .filter(revisions::seq.is_null());
    if !diesel::select(diesel::dsl::exists(unnumbered)).get_result::<bool>(connection)? {
        return Ok(0);
    }
    // The lock is a statement of its own: the numbering below must look at the log after the lock was got,
    // when everything its last holder numbered is visible.
    sql_query("SELECT pg_advisory_xact_lock(hashtextextended('revisions ' || $1::text, 0))")
        .bind::<sql_types::Uuid, _>(book)
        .execute(connection)?;
    // Two changes of one contact are written one after the other, so `entry` orders them rightly.
    let numbered: Option<Numbered> = sql_query(numbering())
        .bind::<sql_types::Uuid, _>(book)
        .bind::<sql_types::BigInt, _>(limit)
        .get_result(connection)
        .optional()?;
    Ok(numbered.map_or(0, |numbered| numbered.count as usize))
}

/// The rows to number carry their book along: told it directly, the planner takes a book that its statistics do not know
/// yet for an empty one, and compares each row of it with each number, a hundred thousand times ten thousand.
fn numbering() -> String {
    format!(
        "WITH last AS (SELECT coalesce(max(seq), 0) AS seq FROM revisions WHERE book_id = $1 AND seq IS NOT NULL), \
         fresh AS MATERIALIZED (SELECT book_id, entry, row_number() OVER (ORDER BY entry) AS place \
                   FROM (SELECT book_id, entry FROM revisions WHERE book_id = $1 AND seq IS NULL \
                         ORDER BY entry LIMIT $2) oldest), \
         numbered AS (UPDATE revisions r SET seq = last.seq + fresh.place FROM last, fresh \
                      WHERE r.book_id = fresh.book_id AND r.entry = fresh.entry RETURNING r.action) \
         UPDATE books SET counted = counted + (SELECT coalesce(sum({GROWTH}), 0) FROM numbered) WHERE id = $1 \
         RETURNING (SELECT count(*) FROM numbered) AS count"
    )
}

/// How the database would number them. For tests.
#[doc(hidden)]
pub fn numbering_plan(connection: &mut PgConnection, book: Uuid) -> QueryResult<String> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = sql_types::Text, column_name = "QUERY PLAN")]
        line: String,
    }
    let lines: Vec<Line> = sql_query(format!("EXPLAIN {}", numbering()))
        .bind::<sql_types::Uuid, _>(book)
        .bind::<sql_types::BigInt, _>(SOME)
        .load(connection)?;
    let lines: Vec<String> = lines.into_iter().map(|line| line.line).collect();
    Ok(lines.join("\n"))
}

/// How many contacts each of the books holds. Must run in a transaction.
///
/// Nobody keeps a counter that all writers of a book would have to queue for: the log knows. What is numbered has been
/// added up; the few changes since then are added here, in one statement, so that nothing counts twice.
pub fn counts(connection: &mut PgConnection, books: &[Uuid]) -> QueryResult<Vec<(Uuid, i64)>> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = sql_types::Uuid)]
        id: Uuid,
        #[diesel(sql_type = sql_types::BigInt)]
        contacts: i64,
        #[diesel(sql_type = sql_types::BigInt)]
        unnumbered: i64,
    }
    let counts: Vec<Count> = sql_query(format!(
        "SELECT b.id, b.counted + coalesce(recent.growth, 0) AS contacts, recent.unnumbered \
         FROM books b, LATERAL (SELECT sum({GROWTH})::bigint AS growth, count(*) AS unnumbered \
                                FROM revisions WHERE book_id = b.id AND seq IS NULL) recent \
         WHERE b.id = ANY ($1)"
    ))
    .bind::<sql_types::Array<sql_types::Uuid>, _>(books)
    .load(connection)?;
    for count in counts.iter().filter(|count| count.unnumbered > MANY) {
        number(connection, count.id, SOME)?;
    }
    Ok(counts
        .into_iter()
        .map(|count| (count.id, count.contacts))
        .collect())
}

/// How many changes all of the books have seen: while this number stays, nothing in them has changed. Must run in a
/// transaction.
pub fn changes(connection: &mut PgConnection, books: &[Uuid]) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Changes {
        #[diesel(sql_type = sql_types::Uuid)]
        id: Uuid,
        #[diesel(sql_type = sql_types::BigInt)]
        numbered: i64,
        #[diesel(sql_type = sql_types::BigInt)]
        unnumbered: i64,
    }
    // Numbers have no gaps, so the last one is how many there are.
    let changes: Vec<Changes> = sql_query(
        "SELECT b.id, coalesce((SELECT seq FROM revisions WHERE book_id = b.id AND seq IS NOT NULL \
                                ORDER BY seq DESC LIMIT 1), 0) AS numbered, \
                (SELECT count(*) FROM revisions WHERE book_id = b.id AND seq IS NULL) AS unnumbered \
         FROM books b WHERE b.id = ANY ($1)",
    )
    .bind::<sql_types::Array<sql_types::Uuid>, _>(books)
    .load(connection)?;
    for book in changes.iter().filter(|book| book.unnumbered > MANY) {
        number(connection, book.id, SOME)?;
    }
    let all = changes.iter().map(|book| book.numbered + book.unnumbered);
    Ok(all.sum())
}
