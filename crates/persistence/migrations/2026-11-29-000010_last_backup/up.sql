-- When the newest backup was made: whoever watches the servers learns that none is made any more.
CREATE TABLE last_backup (
    id bool CONSTRAINT last_backup_pkey PRIMARY KEY DEFAULT true CONSTRAINT last_backup_is_one CHECK (id),
    made_at timestamptz NOT NULL
);
