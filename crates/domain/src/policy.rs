//! Who may do what, decided in one place.
//!
//! Every route names its [`Action`]; the server asks [`decide`] before the handler runs, and a test walks all
//! routes as every kind of visitor.

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Visitor,
    /// Somebody with an account.
    Member,
    /// Somebody who also runs this server.
    Administrator,
    /// A program with a key that somebody with an account has made for it.
    Program,
}

/// What the asker is to the book concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the asker's own.
    Owner,
    /// The asker has nothing to do with it: for them it does not exist.
    Stranger,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Health, sign-in, documentation: open to everybody.
    Public,
    /// One's own account, the list of one's own books.
    OwnAccount,
    /// What one gets in by: password, sessions, keys, the secret address of the calendar.
    Credentials,
    /// See a book or anything in it.
    ReadBook(Standing),
    /// Change a book or anything in it.
    WriteBook(Standing),
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Go ahead.
    Allow,
    /// Sign in first: 401.
    SignIn,
    /// By the password, and not by a key: 403.
    Refuse,
    /// For the asker it does not exist: 404, never 403, so that ids cannot be probed.
    Hide,
}

/// The one policy of the product. Administrators run the server; other people's books are as closed to them
/// as to anybody else.
pub fn decide(actor: Actor, action: Action) -> Decision {
    match (actor, action) {
        (_, Action::Public) => Decision::Allow,
        (Actor::Visitor, _) => Decision::SignIn,
        (_, Action::OwnAccount) => Decision::Allow,
        // A key that got into the wrong hands must not be able to lock its owner out, or to outlive its end.
        (Actor::Program, Action::Credentials) => Decision::Refuse,
        (_, Action::Credentials) => Decision::Allow,
        (_, Action::ReadBook(Standing::Owner) | Action::WriteBook(Standing::Owner)) => {
            Decision::Allow
        }
        (_, Action::ReadBook(Standing::Stranger) | Action::WriteBook(Standing::Stranger)) => {
            Decision::Hide
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owner_gets_into_a_book() {
        for action in [Action::ReadBook, Action::WriteBook] {
            assert_eq!(
                decide(Actor::Visitor, action(Standing::Stranger)),
                Decision::SignIn
            );
            for actor in [Actor::Member, Actor::Administrator] {
                assert_eq!(decide(actor, action(Standing::Owner)), Decision::Allow);
                assert_eq!(decide(actor, action(Standing::Stranger)), Decision::Hide);
            }
        }
    }

    #[test]
    fn a_visitor_gets_only_what_is_public() {
        assert_eq!(decide(Actor::Visitor, Action::Public), Decision::Allow);
        assert_eq!(decide(Actor::Visitor, Action::OwnAccount), Decision::SignIn);
    }
}
