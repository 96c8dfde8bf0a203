-- How old a program may be that serves from this schema: it has to know this migration. One that only adds leaves the row as
-- it is, and older servers go on; one that takes something away writes itself into it. See docs/MIGRATIONS.md.
CREATE TABLE schema_floor (
    id bool CONSTRAINT schema_floor_pkey PRIMARY KEY DEFAULT true CONSTRAINT schema_floor_is_one CHECK (id),
    migration text NOT NULL,
    release text NOT NULL
);
INSERT INTO schema_floor (migration, release) VALUES ('20261128000010', '0.1.0');
