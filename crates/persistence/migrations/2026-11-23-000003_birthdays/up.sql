-- The place of a birthday in the year: month * 100 + day, and day 32 where only the month is known. The column is filled
-- from the cards after the migration: see persistence::reprojection.
ALTER TABLE contacts ADD COLUMN birthday smallint;
UPDATE contacts SET projection = 0;
CREATE INDEX contacts_birthday_idx ON contacts (book_id, birthday, sort_given, id)
    WHERE deleted_at IS NULL AND birthday IS NOT NULL;

-- The secret address under which calendar programs fetch the birthdays of an account. The address is made of the id and
-- the server's key, so that it can be shown again, and cannot be made by somebody who can only read or write here.
CREATE TABLE calendar_feeds (
    user_id    uuid        NOT NULL CONSTRAINT calendar_feeds_user_fkey REFERENCES users (id) ON DELETE CASCADE,
    id         uuid        NOT NULL CONSTRAINT calendar_feeds_id_key UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT calendar_feeds_pkey PRIMARY KEY (user_id)
);
