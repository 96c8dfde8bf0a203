-- Photos of contacts, each once in its book. The cards name them; no column of a contact holds a picture.
-- What is named by a card of the past stays: every revision can be brought back. They go with their book.
CREATE TABLE photos (
    book_id    uuid        NOT NULL CONSTRAINT photos_book_fkey REFERENCES books (id) ON DELETE CASCADE,
    -- The hash of the picture, as the cards write it.
    name       text        COLLATE "C" NOT NULL,
    -- What stands in a card that leaves, and the squares that the page shows; all are JPEGs of our own making.
    picture    bytea       NOT NULL,
    large      bytea       NOT NULL,
    small      bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT photos_pkey PRIMARY KEY (book_id, name)
);
-- A JPEG does not get smaller by being compressed once more.
ALTER TABLE photos
    ALTER COLUMN picture SET STORAGE EXTERNAL,
    ALTER COLUMN large SET STORAGE EXTERNAL,
    ALTER COLUMN small SET STORAGE EXTERNAL;
