//! Error codes and rules in Russian.

use domain::{ErrorCode, FieldRule};

use super::numbers::genitive;

pub fn problem(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::PictureFormat => {
            "Такое изображение здесь не подойдёт. Подходят JPEG, PNG, WebP и GIF; снимок HEIC с iPhone подойдёт, если отправить его как JPEG."
        }
        ErrorCode::PictureTooLarge => {
            "В этом изображении слишком много точек: можно не больше 40 миллионов. Сначала уменьшите его."
        }
        ErrorCode::PictureUnreadable => "Это изображение повреждено, прочитать его нельзя.",
        ErrorCode::MalformedBody
        | ErrorCode::MalformedParameter
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::MethodNotAllowed => {
            "Сервер не понял эту страницу. Обновите её и попробуйте ещё раз."
        }
        ErrorCode::BodyTooLarge => "Это больше, чем сервер принимает за один раз.",
        ErrorCode::Invalid => "Проверьте отмеченные поля.",
        ErrorCode::SignInRequired => "Сеанс закончился. Войдите снова.",
        ErrorCode::BadCredentials => "Неверное имя пользователя или пароль.",
        ErrorCode::Forbidden => "Вашему аккаунту это не разрешено.",
        ErrorCode::ForeignOrigin => {
            "Браузер сообщает, что запрос пришёл с другого сайта, поэтому он отклонён."
        }
        ErrorCode::RegistrationClosed => "Этот сервер не принимает новых пользователей.",
        ErrorCode::NotFound => "Этого здесь нет (или уже нет).",
        ErrorCode::Stale => "Тем временем это изменил кто-то другой.",
        ErrorCode::IdempotencyKeyReused => {
            "Эта форма уже отправлялась с другим содержимым. Попробуйте ещё раз."
        }
        ErrorCode::Conflict => "Сейчас этого сделать нельзя.",
        ErrorCode::TooManyAttempts => {
            "Слишком много неверных паролей. Подождите четверть часа и попробуйте снова."
        }
        ErrorCode::Busy => "Сервер занят. Попробуйте через минуту.",
        ErrorCode::Unavailable => "Сервер не может связаться с базой данных и пробует снова.",
        ErrorCode::ReadOnly => {
            "Сейчас ничего нельзя сохранить: база данных не принимает изменений. Введённое остаётся здесь."
        }
        ErrorCode::TimedOut => "Сервер отвечал слишком долго. Попробуйте через минуту.",
        ErrorCode::Internal => "На сервере произошла ошибка. Она записана в его журнал.",
    }
}

pub fn rule(rule: &FieldRule) -> String {
    match rule {
        FieldRule::Required => "Это поле нужно заполнить.".to_owned(),
        FieldRule::EmptyContact => {
            "Укажите хотя бы имя, организацию, телефон или эл. почту.".to_owned()
        }
        FieldRule::TooLong { max } => {
            format!(
                "Не больше {} {}.",
                *max,
                genitive(*max, "символа", "символов")
            )
        }
        FieldRule::TooShort { min } => {
            format!(
                "Не меньше {} {}.",
                *min,
                genitive(*min, "символа", "символов")
            )
        }
        FieldRule::TooMany { max } => {
            format!(
                "Не больше {} {}.",
                *max,
                genitive(*max, "записи", "записей")
            )
        }
        FieldRule::ControlCharacter => {
            "Здесь есть невидимый управляющий символ. Наберите текст заново.".to_owned()
        }
        FieldRule::BadUsername => "Только буквы, цифры и . _ - @, без пробелов.".to_owned(),
        FieldRule::BadEmail => "Это не адрес эл. почты.".to_owned(),
        FieldRule::Taken => "Это уже занято. Выберите другое.".to_owned(),
        FieldRule::Unknown => "Сервер не знает такого поля.".to_owned(),
        FieldRule::BadValue => "Сервер не принимает такое значение.".to_owned(),
        FieldRule::NoSuchBook => "Такой книги нет.".to_owned(),
        FieldRule::NoSuchContact => "Такого контакта нет.".to_owned(),
        FieldRule::WrongPassword => "Это не нынешний пароль.".to_owned(),
        FieldRule::ReadOnly => "Это нельзя изменить.".to_owned(),
    }
}
