DROP TABLE notes;
DROP TABLE labels;
DROP TABLE favourites;
DROP INDEX contacts_projection_idx, contacts_terms_idx, contacts_updated_idx, contacts_org_idx, contacts_family_idx, contacts_given_idx;
ALTER TABLE contacts
    DROP COLUMN terms,
    DROP COLUMN sort_org,
    DROP COLUMN sort_family,
    DROP COLUMN sort_given,
    ADD COLUMN sort_name text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN search    text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE contacts ALTER COLUMN sort_name DROP DEFAULT, ALTER COLUMN search DROP DEFAULT;
CREATE INDEX contacts_list_idx ON contacts (book_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_search_idx ON contacts USING gin (search gin_trgm_ops) WHERE deleted_at IS NULL;
DELETE FROM revisions WHERE action IN ('leave', 'enter');
ALTER TABLE revisions DROP CONSTRAINT revisions_action,
    ADD CONSTRAINT revisions_action CHECK (action IN ('create', 'edit', 'delete', 'restore'));
DROP INDEX books_owner_idx;
CREATE INDEX books_owner_idx ON books (owner_id);
ALTER TABLE books DROP COLUMN deleted_at, DROP COLUMN counted, DROP COLUMN color, DROP COLUMN number;
ALTER TABLE users DROP COLUMN name_order;
