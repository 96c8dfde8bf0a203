//! Sessions: as many as somebody has devices, and not as many as a program likes to open.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use persistence::sessions;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

#[test]
fn of_too_many_sessions_the_oldest_end() {
    let database = testkit::migrated();
    let mut connection = PgConnection::establish(database.url()).unwrap();
    connection
        .batch_execute(
            "INSERT INTO users (id, username, username_key, password_hash) \
             VALUES ('00000000-0000-0000-0000-000000000001', 'ann', 'ann', 'x'), \
             ('00000000-0000-0000-0000-000000000002', 'bob', 'bob', 'x')",
        )
        .unwrap();
    let later = OffsetDateTime::now_utc() + Duration::days(1);
    let mut open = |user: u128, number: u16| {
        let hash = [&[user as u8; 30][..], &number.to_be_bytes()].concat();
        sessions::open(&mut connection, Uuid::from_u128(user), &hash, "", later).unwrap();
        hash
    };
    let others = open(2, 0);
    let hashes: Vec<_> = (0..203).map(|number| open(1, number)).collect();
    let mut is_open = |hash: &[u8]| sessions::find(&mut connection, hash).unwrap().is_some();
    assert!(is_open(&others));
    for (number, hash) in hashes.iter().enumerate() {
        assert_eq!(is_open(hash), number >= 3, "{number}");
    }
}
