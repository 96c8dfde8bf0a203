//! Error codes and rules in Persian.

use domain::{ErrorCode, FieldRule};

use super::numbers::count;

pub fn problem(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::PictureFormat => {
            "این تصویر اینجا به کار نمی‌آید. JPEG و PNG و WebP و GIF خوب‌اند؛ عکس HEIC آیفون اگر به‌صورت JPEG هم‌رسانی شود خوب است."
        }
        ErrorCode::PictureTooLarge => {
            "نقطه‌های این تصویر زیاد است: بیشترین شمار ۴۰ میلیون است. نخست آن را کوچک کنید."
        }
        ErrorCode::PictureUnreadable => "این تصویر خراب است و خوانده نمی‌شود.",
        ErrorCode::MalformedBody
        | ErrorCode::MalformedParameter
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::MethodNotAllowed => {
            "سرور این صفحه را نفهمید. صفحه را از نو بارگذاری کنید و دوباره تلاش کنید."
        }
        ErrorCode::BodyTooLarge => "این بیش از آن است که سرور یک‌جا می‌پذیرد.",
        ErrorCode::Invalid => "چند فیلد به بازبینی نیاز دارد.",
        ErrorCode::SignInRequired => "نشست شما به پایان رسیده است. دوباره وارد شوید.",
        ErrorCode::BadCredentials => "نام کاربری یا گذرواژه نادرست است.",
        ErrorCode::Forbidden => "حساب شما اجازهٔ این کار را ندارد.",
        ErrorCode::ForeignOrigin => {
            "مرورگر می‌گوید این درخواست از سایت دیگری آمده است، پس پذیرفته نشد."
        }
        ErrorCode::RegistrationClosed => "این سرور حساب تازه نمی‌پذیرد.",
        ErrorCode::NotFound => "این (دیگر) اینجا نیست.",
        ErrorCode::Stale => "در این میان کس دیگری این را تغییر داده است.",
        ErrorCode::IdempotencyKeyReused => {
            "این فرم پیش‌تر با محتوای دیگری فرستاده شده است. دوباره تلاش کنید."
        }
        ErrorCode::Conflict => "در این وضعیت نمی‌شود این کار را کرد.",
        ErrorCode::TooManyAttempts => {
            "گذرواژهٔ نادرست بیش از حد وارد شد. یک ربع صبر کنید و دوباره تلاش کنید."
        }
        ErrorCode::Busy => "سرور سرش شلوغ است. کمی بعد دوباره تلاش کنید.",
        ErrorCode::Unavailable => "سرور به پایگاه داده‌اش دسترسی ندارد و همچنان تلاش می‌کند.",
        ErrorCode::ReadOnly => {
            "اکنون چیزی ذخیره نمی‌شود: پایگاه داده تغییری نمی‌پذیرد. آنچه نوشته‌اید همین‌جا می‌ماند."
        }
        ErrorCode::TimedOut => "پاسخ سرور بیش از اندازه طول کشید. کمی بعد دوباره تلاش کنید.",
        ErrorCode::Internal => "سرور اشتباهی کرد. این اشتباه در گزارش آن ثبت شده است.",
    }
}

pub fn rule(rule: &FieldRule) -> String {
    match rule {
        FieldRule::Required => "این نباید خالی باشد.".to_owned(),
        FieldRule::EmptyContact => "دست‌کم یک نام، سازمان، تلفن یا ایمیل بنویسید.".to_owned(),
        FieldRule::TooLong { max } => format!("حداکثر {} نویسه.", count(*max)),
        FieldRule::TooShort { min } => format!("دست‌کم {} نویسه.", count(*min)),
        FieldRule::TooMany { max } => format!("حداکثر {} مورد.", count(*max)),
        FieldRule::ControlCharacter => {
            "یک نویسهٔ کنترلی نامرئی در آن هست. از نو بنویسیدش.".to_owned()
        }
        FieldRule::BadUsername => {
            "فقط حروف، رقم‌ها و \u{2066}. _ - @\u{2069}، بدون فاصله.".to_owned()
        }
        FieldRule::BadEmail => "این نشانی ایمیل نیست.".to_owned(),
        FieldRule::Taken => "این گرفته شده است. یکی دیگر انتخاب کنید.".to_owned(),
        FieldRule::Unknown => "سرور این فیلد را نمی‌شناسد.".to_owned(),
        FieldRule::BadValue => "سرور این مقدار را نمی‌پذیرد.".to_owned(),
        FieldRule::NoSuchBook => "چنین دفترچه‌ای نیست.".to_owned(),
        FieldRule::NoSuchContact => "چنین مخاطبی نیست.".to_owned(),
        FieldRule::WrongPassword => "این گذرواژهٔ کنونی نیست.".to_owned(),
        FieldRule::ReadOnly => "این را نمی‌توان تغییر داد.".to_owned(),
    }
}
