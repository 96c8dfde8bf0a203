//! Error codes and rules in Brazilian Portuguese.

use domain::{ErrorCode, FieldRule};

pub fn problem(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::PictureFormat => {
            "Esta imagem não serve aqui. JPEG, PNG, WebP e GIF funcionam; um HEIC de iPhone funciona quando é compartilhado como JPEG."
        }
        ErrorCode::PictureTooLarge => {
            "Esta imagem tem pixels demais: o máximo são 40 milhões. Diminua-a primeiro."
        }
        ErrorCode::PictureUnreadable => "Esta imagem está corrompida e não pode ser lida.",
        ErrorCode::MalformedBody
        | ErrorCode::MalformedParameter
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::MethodNotAllowed => {
            "O servidor não entendeu esta página. Recarregue e tente mais uma vez."
        }
        ErrorCode::BodyTooLarge => "Isto é mais do que o servidor aceita de uma vez.",
        ErrorCode::Invalid => "Alguns campos precisam de outra olhada.",
        ErrorCode::SignInRequired => "Sua sessão terminou. Entre de novo.",
        ErrorCode::BadCredentials => "O nome de usuário ou a senha não confere.",
        ErrorCode::Forbidden => "Sua conta não tem permissão para isto.",
        ErrorCode::ForeignOrigin => {
            "O navegador diz que isto veio de outro site, por isso foi recusado."
        }
        ErrorCode::RegistrationClosed => "Este servidor não aceita novas contas.",
        ErrorCode::NotFound => "Isto não está (mais) aqui.",
        ErrorCode::Stale => "Outra pessoa alterou isto nesse meio-tempo.",
        ErrorCode::IdempotencyKeyReused => {
            "Este formulário já foi enviado com outro conteúdo. Tente de novo."
        }
        ErrorCode::Conflict => "Do jeito que está, isto não pode ser feito.",
        ErrorCode::TooManyAttempts => {
            "Senhas incorretas demais. Espere quinze minutos e tente de novo."
        }
        ErrorCode::Busy => "O servidor está ocupado. Tente de novo daqui a pouco.",
        ErrorCode::Unavailable => {
            "O servidor não consegue acessar o banco de dados e continua tentando."
        }
        ErrorCode::ReadOnly => {
            "No momento nada pode ser salvo: o banco de dados não aceita alterações. O que você digitou continua aqui."
        }
        ErrorCode::TimedOut => "O servidor demorou demais. Tente de novo daqui a pouco.",
        ErrorCode::Internal => "O servidor cometeu um erro. Ele está registrado no log.",
    }
}

pub fn rule(rule: &FieldRule) -> String {
    match rule {
        FieldRule::Required => "Isto não pode ficar vazio.".to_owned(),
        FieldRule::EmptyContact => {
            "Escreva pelo menos um nome, uma organização, um telefone ou um e-mail.".to_owned()
        }
        FieldRule::TooLong { max } => format!("No máximo {}.", characters(*max)),
        FieldRule::TooShort { min } => format!("No mínimo {}.", characters(*min)),
        FieldRule::TooMany { max: 1 } => "No máximo 1 item.".to_owned(),
        FieldRule::TooMany { max } => format!("No máximo {} itens.", *max),
        FieldRule::ControlCharacter => {
            "Há um caractere de controle invisível aqui. Digite de novo.".to_owned()
        }
        FieldRule::BadUsername => "Só letras, números e . _ - @, sem espaços.".to_owned(),
        FieldRule::BadEmail => "Isto não é um endereço de e-mail.".to_owned(),
        FieldRule::Taken => "Já está em uso. Escolha outro.".to_owned(),
        FieldRule::Unknown => "O servidor não conhece este campo.".to_owned(),
        FieldRule::BadValue => "O servidor não aceita este valor.".to_owned(),
        FieldRule::NoSuchBook => "Essa agenda não existe.".to_owned(),
        FieldRule::NoSuchContact => "Esse contato não existe.".to_owned(),
        FieldRule::WrongPassword => "Essa não é a senha atual.".to_owned(),
        FieldRule::ReadOnly => "Isto não pode ser alterado.".to_owned(),
    }
}

fn characters(n: usize) -> String {
    match n {
        1 => "1 caractere".to_owned(),
        n => format!("{n} caracteres"),
    }
}
