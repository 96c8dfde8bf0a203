-- What one person does to many contacts at once. It goes on in small transactions, and after a crash where it was.
CREATE TABLE operations (
    user_id     uuid        NOT NULL CONSTRAINT operations_user_fkey REFERENCES users (id) ON DELETE CASCADE,
    -- The operation of the revisions that it makes.
    id          uuid        NOT NULL,
    action      jsonb       NOT NULL,
    client      text        NOT NULL,
    -- Chosen when it began: what matches a search may match no longer once it is changed. Emptied when it ends.
    contacts    uuid[]      NOT NULL,
    total       bigint      NOT NULL,
    done        bigint      NOT NULL DEFAULT 0,
    changed     bigint      NOT NULL DEFAULT 0,
    failed      bigint      NOT NULL DEFAULT 0,
    state       text        NOT NULL DEFAULT 'running'
        CONSTRAINT operations_state CHECK (state IN ('running', 'done', 'stopped')),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT operations_pkey PRIMARY KEY (user_id, id)
);
CREATE INDEX operations_running_idx ON operations (updated_at) WHERE state = 'running';
-- An operation is undone as one: its changes are found by it.
CREATE INDEX revisions_operation_idx ON revisions (operation_id);
