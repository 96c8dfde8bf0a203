DROP TRIGGER users_tell ON users;
DROP TRIGGER sessions_tell ON sessions;
DROP FUNCTION tell_of_accounts();
DROP FUNCTION tell_of_ended_sessions();
