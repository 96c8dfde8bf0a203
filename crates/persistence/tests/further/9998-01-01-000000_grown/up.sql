-- What a later version may add while this one still serves: columns that may be empty or fill themselves, tables, indexes.
ALTER TABLE contacts ADD COLUMN grown text;
ALTER TABLE revisions ADD COLUMN grown bigint NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN grown jsonb NOT NULL DEFAULT '{}';
ALTER TABLE books ADD COLUMN grown timestamptz;
ALTER TABLE notes ADD COLUMN grown bool NOT NULL DEFAULT false;
ALTER TABLE labels ADD COLUMN grown text;
ALTER TABLE sessions ADD COLUMN grown text;
CREATE TABLE grown (book_id uuid NOT NULL REFERENCES books (id) ON DELETE CASCADE, id uuid NOT NULL, PRIMARY KEY (book_id, id));
CREATE INDEX contacts_grown_idx ON contacts (book_id, grown);
