DELETE FROM sessions WHERE name IS NOT NULL;
ALTER TABLE sessions
    DROP CONSTRAINT sessions_end,
    DROP CONSTRAINT sessions_id_key,
    ALTER COLUMN expires_at SET NOT NULL,
    DROP COLUMN seen_at,
    DROP COLUMN name,
    DROP COLUMN id;
