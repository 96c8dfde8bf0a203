DROP TRIGGER favourites_tell ON favourites;
DROP TRIGGER labels_tell ON labels;
DROP TRIGGER books_tell ON books;
DROP TRIGGER notes_tell ON notes;
DROP TRIGGER revisions_tell ON revisions;
DROP FUNCTION tell_of_row();
DROP FUNCTION tell_of_revisions();
