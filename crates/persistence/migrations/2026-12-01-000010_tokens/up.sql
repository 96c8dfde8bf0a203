-- Sessions get an id that may be shown, and the time when they were last used. A key that somebody made for a program is a
-- session with a name, which need not end.
-- Older servers may stay: they let in only who has a session that ends later than now, and so never read an end that is not there.
-- To them a key that ends is a session, until they are gone.
ALTER TABLE sessions
    ADD COLUMN id      uuid        NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN name    text,
    ADD COLUMN seen_at timestamptz,
    ALTER COLUMN expires_at DROP NOT NULL,
    ADD CONSTRAINT sessions_id_key UNIQUE (id),
    ADD CONSTRAINT sessions_end CHECK (expires_at IS NOT NULL OR name IS NOT NULL);
