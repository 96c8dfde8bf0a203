-- Of those that failed: how many, by why. An object by reason, so that a new reason needs no new column.
ALTER TABLE operations ADD COLUMN failures jsonb NOT NULL DEFAULT '{}';
