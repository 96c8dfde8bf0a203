-- From PostgreSQL's own contrib package, and trusted: no superuser is needed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE users (
    id            uuid        CONSTRAINT users_pkey PRIMARY KEY,
    username      text        NOT NULL CONSTRAINT users_username_length CHECK (char_length(username) BETWEEN 1 AND 64),
    -- The username as it is compared: two accounts never differ by case alone.
    username_key  text        NOT NULL CONSTRAINT users_username_key UNIQUE,
    display_name  text        NOT NULL DEFAULT '',
    email         text,
    password_hash text        NOT NULL,
    admin         boolean     NOT NULL DEFAULT false,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
    -- Keyed hash of the token: a stolen copy of this table opens nothing.
    token_hash bytea       CONSTRAINT sessions_pkey PRIMARY KEY,
    user_id    uuid        NOT NULL CONSTRAINT sessions_user_fkey REFERENCES users (id) ON DELETE CASCADE,
    client     text        NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_user_idx ON sessions (user_id);
CREATE INDEX sessions_expiry_idx ON sessions (expires_at);

CREATE TABLE books (
    id         uuid        CONSTRAINT books_pkey PRIMARY KEY,
    owner_id   uuid        NOT NULL CONSTRAINT books_owner_fkey REFERENCES users (id) ON DELETE CASCADE,
    name       text        NOT NULL,
    is_default boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX books_owner_idx ON books (owner_id);
CREATE UNIQUE INDEX books_one_default_idx ON books (owner_id) WHERE is_default;

-- book_id comes first in the key of everything that holds a book's data, so that the database can be
-- partitioned or distributed by book without a rewrite.
CREATE TABLE contacts (
    book_id    uuid        NOT NULL CONSTRAINT contacts_book_fkey REFERENCES books (id) ON DELETE CASCADE,
    id         uuid        NOT NULL,
    -- Grows with every change of this contact: its ETag.
    version    bigint      NOT NULL DEFAULT 1,
    -- The truth. Everything below is read from it in the transaction that writes it.
    vcard      text        NOT NULL,
    uid        text        NOT NULL,
    fields     jsonb       NOT NULL,
    -- Which version of the projection code filled the columns, so that a later one can tell what to do anew.
    projection smallint    NOT NULL,
    sort_name  text        COLLATE "C" NOT NULL,
    search     text        COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT contacts_pkey PRIMARY KEY (book_id, id)
);
CREATE INDEX contacts_list_idx ON contacts (book_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX contacts_uid_idx ON contacts (book_id, uid);
CREATE INDEX contacts_search_idx ON contacts USING gin (search gin_trgm_ops) WHERE deleted_at IS NULL;

-- One row for every change of every contact, written in the change's own transaction.
CREATE TABLE revisions (
    book_id      uuid        NOT NULL CONSTRAINT revisions_book_fkey REFERENCES books (id) ON DELETE CASCADE,
    -- Order of writing. It has gaps and may appear out of order; nobody outside sees it.
    entry        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- 1, 2, 3, ... in the book, given when the row is first read: only committed rows get one.
    seq          bigint,
    contact_id   uuid        NOT NULL,
    version      bigint      NOT NULL,
    operation_id uuid        NOT NULL,
    action       text        NOT NULL CONSTRAINT revisions_action CHECK (action IN ('create', 'edit', 'delete', 'restore')),
    author_id    uuid        CONSTRAINT revisions_author_fkey REFERENCES users (id) ON DELETE SET NULL,
    client       text        NOT NULL,
    vcard        text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT revisions_pkey PRIMARY KEY (book_id, entry)
);
CREATE UNIQUE INDEX revisions_seq_idx ON revisions (book_id, seq) WHERE seq IS NOT NULL;
CREATE INDEX revisions_unnumbered_idx ON revisions (book_id, entry) WHERE seq IS NULL;
CREATE INDEX revisions_contact_idx ON revisions (book_id, contact_id, version);
CREATE INDEX revisions_author_idx ON revisions (author_id);

-- Answers already given, so that a repeated POST repeats the answer and not the deed.
CREATE TABLE idempotency_keys (
    user_id     uuid        NOT NULL CONSTRAINT idempotency_keys_user_fkey REFERENCES users (id) ON DELETE CASCADE,
    key         text        NOT NULL,
    -- Of the request: the same key with another request is a mistake of the client.
    fingerprint bytea       NOT NULL,
    contact_id  uuid        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, key)
);
