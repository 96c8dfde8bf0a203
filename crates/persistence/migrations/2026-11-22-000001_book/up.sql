-- Which of a person's names lists are sorted by.
ALTER TABLE users
    ADD COLUMN name_order text NOT NULL DEFAULT 'given'
        CONSTRAINT users_name_order CHECK (name_order IN ('given', 'family'));

ALTER TABLE books
    -- Stands before every term of the book's contacts, so that a search reads only its own part of the index.
    ADD COLUMN number     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT books_number_key UNIQUE,
    ADD COLUMN color      text        NOT NULL DEFAULT 'blue',
    -- How many contacts it held when the log of its changes was last numbered: see persistence::counts.
    ADD COLUMN counted    bigint      NOT NULL DEFAULT 0,
    ADD COLUMN deleted_at timestamptz;
DROP INDEX books_owner_idx;
CREATE INDEX books_owner_idx ON books (owner_id, id);

-- A contact that goes to another book leaves one log and enters the other.
ALTER TABLE revisions DROP CONSTRAINT revisions_action,
    ADD CONSTRAINT revisions_action CHECK (action IN ('create', 'edit', 'delete', 'restore', 'leave', 'enter'));

UPDATE books SET counted =
    (SELECT count(*) FROM contacts c WHERE c.book_id = books.id AND c.deleted_at IS NULL)
    - (SELECT coalesce(sum(CASE action WHEN 'edit' THEN 0 WHEN 'delete' THEN -1 ELSE 1 END), 0)
       FROM revisions r WHERE r.book_id = books.id AND r.seq IS NULL);

-- Order and search. The columns are filled from the cards after the migration: see persistence::reprojection.
ALTER TABLE contacts
    DROP COLUMN sort_name,
    DROP COLUMN search,
    -- Keys of the Unicode collation, to be compared as bytes.
    ADD COLUMN sort_given  bytea    NOT NULL DEFAULT '',
    ADD COLUMN sort_family bytea    NOT NULL DEFAULT '',
    ADD COLUMN sort_org    bytea    NOT NULL DEFAULT '',
    -- What the contact is found by: see domain::search.
    ADD COLUMN terms       tsvector NOT NULL DEFAULT '';
UPDATE contacts SET projection = 0;
CREATE INDEX contacts_given_idx ON contacts (book_id, sort_given, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_family_idx ON contacts (book_id, sort_family, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_org_idx ON contacts (book_id, sort_org, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_updated_idx ON contacts (book_id, updated_at, id) WHERE deleted_at IS NULL;
-- Without a list of pending entries: a search would have to read it from end to end.
-- With the deleted ones: a label that is renamed is renamed on them, too.
CREATE INDEX contacts_terms_idx ON contacts USING gin (terms) WITH (fastupdate = off);
CREATE INDEX contacts_projection_idx ON contacts (projection);

-- Stars are a person's own: others who read the book do not see them.
CREATE TABLE favourites (
    user_id    uuid        NOT NULL CONSTRAINT favourites_user_fkey REFERENCES users (id) ON DELETE CASCADE,
    book_id    uuid        NOT NULL,
    contact_id uuid        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT favourites_pkey PRIMARY KEY (book_id, contact_id, user_id),
    -- A contact that moves takes its stars along.
    CONSTRAINT favourites_contact_fkey FOREIGN KEY (book_id, contact_id) REFERENCES contacts (book_id, id)
        ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX favourites_user_idx ON favourites (user_id, book_id, contact_id);

-- Who has a label is written in the cards, as CATEGORIES; this is what the owner has decided about it.
CREATE TABLE labels (
    owner_id   uuid        NOT NULL CONSTRAINT labels_owner_fkey REFERENCES users (id) ON DELETE CASCADE,
    id         uuid        NOT NULL CONSTRAINT labels_id_key UNIQUE,
    name       text        NOT NULL,
    -- The name as it is compared.
    name_key   text        NOT NULL,
    color      text        NOT NULL DEFAULT 'grey',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT labels_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT labels_name_key UNIQUE (owner_id, name_key)
);

-- Plain text about a contact, or about nothing in particular.
CREATE TABLE notes (
    book_id    uuid        NOT NULL CONSTRAINT notes_book_fkey REFERENCES books (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    contact_id uuid,
    version    bigint      NOT NULL DEFAULT 1,
    title      text        NOT NULL,
    body       text        NOT NULL,
    pinned     boolean     NOT NULL DEFAULT false,
    terms      tsvector    NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT notes_pkey PRIMARY KEY (book_id, id),
    CONSTRAINT notes_contact_fkey FOREIGN KEY (book_id, contact_id) REFERENCES contacts (book_id, id)
        ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX notes_contact_idx ON notes (book_id, contact_id);
CREATE INDEX notes_list_idx ON notes (book_id, pinned, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX notes_terms_idx ON notes USING gin (terms) WITH (fastupdate = off) WHERE deleted_at IS NULL;
