//! Sign in, register, sign out, in Persian.

use super::super::AccountTexts;

pub const ACCOUNT: AccountTexts = AccountTexts {
    sign_in: "ورود",
    sign_in_lead: "مخاطبان شما، روی سرور خودتان.",
    signing_in: "در حال ورود…",
    sign_out: "خروج",
    signed_in_as: "وارد شده با نام",
    register: "ساختن حساب",
    register_lead: "یک حساب، یک دفترچهٔ مخاطبان برای خودتان.",
    registering: "در حال ساختن حساب…",
    welcome: "به Bloknotik خوش آمدید",
    welcome_lead: "این یک دفترچهٔ مخاطبان تازه است. نخستین حساب را بسازید؛ این حساب، حساب مدیر خواهد بود.",
    username: "نام کاربری",
    username_hint: "حروف، رقم‌ها و \u{2066}. _ - @\u{2069}",
    password: "گذرواژه",
    password_hint: "دست‌کم ۸ نویسه. چند واژهٔ پشت سر هم خوب است.",
    display_name: "نام شما",
    display_name_hint: "اختیاری: صفحه شما را با این نام صدا می‌زند.",
    no_account: "تازه آمده‌اید؟",
    have_account: "حساب دارید؟",
    closed_title: "حساب تازه‌ای ساخته نمی‌شود",
    closed_text: "این سرور حساب تازه نمی‌پذیرد. از کسی که آن را می‌گرداند حساب بخواهید.",
};
