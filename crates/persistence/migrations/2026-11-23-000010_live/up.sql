-- Open pages hear of changes by notifications, sent by the database when a change is committed: no writer can forget it.
-- A notification says what changed and whose, never what it says: see persistence::changes.

-- Once for a statement, so that an import of many contacts costs one per batch. A change of one contact names it.
CREATE FUNCTION tell_of_revisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('bloknotik', 'contacts ' || book_id
        || CASE WHEN count(*) = 1 THEN ' ' || min(contact_id::text) ELSE '' END)
        FROM appended GROUP BY book_id;
    RETURN NULL;
END $$;
CREATE TRIGGER revisions_tell AFTER INSERT ON revisions
    REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION tell_of_revisions();

-- The same for tables that change a row at a time. Arguments: what to say, and the column that says whose it is. Equal
-- notifications of one transaction are sent once.
CREATE FUNCTION tell_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    PERFORM pg_notify('bloknotik', TG_ARGV[0] || ' ' || (changed ->> TG_ARGV[1]));
    RETURN NULL;
END $$;
CREATE TRIGGER notes_tell AFTER INSERT OR UPDATE ON notes
    FOR EACH ROW EXECUTE FUNCTION tell_of_row('notes', 'book_id');
-- Not when contacts are counted: that changes nothing that a person sees.
CREATE TRIGGER books_tell AFTER INSERT OR UPDATE OF name, color, deleted_at ON books
    FOR EACH ROW EXECUTE FUNCTION tell_of_row('books', 'owner_id');
CREATE TRIGGER labels_tell AFTER INSERT OR UPDATE OR DELETE ON labels
    FOR EACH ROW EXECUTE FUNCTION tell_of_row('labels', 'owner_id');
CREATE TRIGGER favourites_tell AFTER INSERT OR DELETE ON favourites
    FOR EACH ROW EXECUTE FUNCTION tell_of_row('stars', 'user_id');
