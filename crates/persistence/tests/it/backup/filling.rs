//! A database with something in every table, and with what is easily lost on the way.

use super::{dump, execute};

/// Fills every table that there is; whoever adds one has to add to this.
pub fn fill(url: &str) {
    execute(url, ROWS);
    let empty: Vec<String> = dump(url)
        .into_iter()
        .filter(|(_, rows)| rows.is_empty())
        .map(|(table, _)| table)
        .collect();
    assert_eq!(
        empty,
        Vec::<String>::new(),
        "tables without a row in this test"
    );
}

/// Backslashes, tabs, ends of lines, `\.`, `\N`, empty beside missing, other scripts, bytes of all kinds, and times to the
/// microsecond, before 1970 and in no zone of ours.
const ROWS: &str = r#"
INSERT INTO users (id, username, username_key, display_name, email, password_hash, admin, disabled_at, language)
VALUES ('00000000-0000-0000-0000-000000000001', 'ann', 'ann', E'A\\n\t\r\n\\.', NULL, '', true,
        '1969-01-02 03:04:05.678901+05:30', 'fa'),
       ('00000000-0000-0000-0000-000000000002', '\N', '\n', 'نام 🙂', '', 'x', false, NULL, NULL);
INSERT INTO sessions (token_hash, user_id, expires_at)
VALUES ('\x00ff0a0d5c2e09', '00000000-0000-0000-0000-000000000001', 'infinity');
INSERT INTO books (id, owner_id, name, is_default)
SELECT ('00000000-0000-0000-0001-00000000000' || n)::uuid, ('00000000-0000-0000-0000-00000000000' || n)::uuid, '\.', true
FROM generate_series(1, 2) n;
-- A number that was given and is gone: it must not be given again.
INSERT INTO books (id, owner_id, name)
VALUES ('00000000-0000-0000-0001-000000000009', '00000000-0000-0000-0000-000000000001', 'gone');
DELETE FROM books WHERE name = 'gone';
INSERT INTO contacts (book_id, id, vcard, uid, fields, projection, sort_given, terms, birthday)
SELECT '00000000-0000-0000-0001-000000000001', ('00000000-0000-0000-0002-' || lpad(n::text, 12, '0'))::uuid,
    E'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann \\, \\n ' || n || E'\r\nN:;Ann;;;\r\nX-ODD:\t\\.\r\nEND:VCARD\r\n',
    'uid-' || n, '{"name": {"full": "a\\b"}, "n": 12345678901234567890.5}', 32000,
    '\x00010203', '''1 n\\ann'':1A ''1 x y'':2', NULLIF(n, 1)
FROM generate_series(1, 600) n;
INSERT INTO revisions (book_id, seq, contact_id, version, operation_id, action, author_id, client, vcard)
SELECT book_id, NULLIF(birthday, 3), id, 1, id, 'create', '00000000-0000-0000-0000-000000000001', '', vcard
FROM contacts;
INSERT INTO idempotency_keys (user_id, key, fingerprint, contact_id)
VALUES ('00000000-0000-0000-0000-000000000001', E'\\', '\x', '00000000-0000-0000-0002-000000000001');
INSERT INTO favourites (user_id, book_id, contact_id)
VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0001-000000000001',
        '00000000-0000-0000-0002-000000000002');
INSERT INTO labels (owner_id, id, name, name_key)
VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0003-000000000001', 'Семья', 'семья');
INSERT INTO notes (book_id, id, contact_id, title, body, terms)
VALUES ('00000000-0000-0000-0001-000000000001', '00000000-0000-0000-0004-000000000001', NULL, '', E'\\\\N\n\\.\n', ''),
       ('00000000-0000-0000-0001-000000000001', '00000000-0000-0000-0004-000000000002',
        '00000000-0000-0000-0002-000000000003', '"', '{}', '''a''');
INSERT INTO photos (book_id, name, picture, large, small)
SELECT '00000000-0000-0000-0001-000000000001', 'p' || n,
    (SELECT string_agg(decode(md5(n || ' ' || m), 'hex'), '') FROM generate_series(1, 20000) m), '\x', '\x00'
FROM generate_series(1, 3) n;
INSERT INTO calendar_feeds (user_id, id)
VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0005-000000000001');
INSERT INTO operations (user_id, id, action, client, contacts, total)
VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0006-000000000001', '"a\\"', '',
        ARRAY['00000000-0000-0000-0002-000000000001', '00000000-0000-0000-0002-000000000002']::uuid[], 2);
INSERT INTO pings DEFAULT VALUES;
INSERT INTO last_backup (made_at) VALUES (now());
INSERT INTO server_key (print) VALUES ('\x00ff');
"#;
