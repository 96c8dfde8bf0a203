DROP TABLE idempotency_keys;
DROP TABLE revisions;
DROP TABLE contacts;
DROP TABLE books;
DROP TABLE sessions;
DROP TABLE users;
DROP EXTENSION pg_trgm;
