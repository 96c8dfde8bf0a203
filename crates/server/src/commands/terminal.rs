//! Asking for a password: the person at the terminal, or the program before the pipe.

use std::io::{self, BufRead, IsTerminal};

/// A password: typed twice without being seen, or the first line of what comes in.
pub fn password() -> Result<String, String> {
    let input = io::stdin();
    if !input.is_terminal() {
        let mut line = String::new();
        input
            .lock()
            .read_line(&mut line)
            .map_err(|error| format!("the password cannot be read: {error}"))?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let ask = |prompt| {
        rpassword::prompt_password(prompt)
            .map_err(|error| format!("the password cannot be read: {error}"))
    };
    let password = ask("Password: ")?;
    if ask("Once more: ")? == password {
        Ok(password)
    } else {
        Err("these are two different passwords; nothing was changed".to_owned())
    }
}
