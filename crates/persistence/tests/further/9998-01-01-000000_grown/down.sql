DROP INDEX contacts_grown_idx;
DROP TABLE grown;
ALTER TABLE sessions DROP COLUMN grown;
ALTER TABLE labels DROP COLUMN grown;
ALTER TABLE notes DROP COLUMN grown;
ALTER TABLE books DROP COLUMN grown;
ALTER TABLE users DROP COLUMN grown;
ALTER TABLE revisions DROP COLUMN grown;
ALTER TABLE contacts DROP COLUMN grown;
