DROP TABLE calendar_feeds;
DROP INDEX contacts_birthday_idx;
ALTER TABLE contacts DROP COLUMN birthday;
