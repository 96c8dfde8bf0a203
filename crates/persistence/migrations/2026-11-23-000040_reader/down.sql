ALTER TABLE users
    DROP COLUMN language,
    DROP COLUMN shortcuts;
