-- Servers keep whose session a token is near for a while. They hear when that has changed: of a session that ends, and of
-- every session of an account that is changed. What is told is the hash that the session is kept under, and no token.
CREATE FUNCTION tell_of_ended_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('bloknotik', 'session ' || encode(token_hash, 'hex')) FROM ended;
    RETURN NULL;
END $$;
CREATE TRIGGER sessions_tell AFTER DELETE ON sessions
    REFERENCING OLD TABLE AS ended FOR EACH STATEMENT EXECUTE FUNCTION tell_of_ended_sessions();

CREATE FUNCTION tell_of_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('bloknotik', 'session ' || encode(sessions.token_hash, 'hex'))
        FROM sessions JOIN changed ON changed.id = sessions.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER users_tell AFTER UPDATE ON users
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_of_accounts();
