//! Sign in, register, sign out, in Russian.

use super::super::AccountTexts;

pub const ACCOUNT: AccountTexts = AccountTexts {
    sign_in: "Войти",
    sign_in_lead: "Ваши контакты на вашем собственном сервере.",
    signing_in: "Входим…",
    sign_out: "Выйти",
    signed_in_as: "Вы вошли как",
    register: "Создать аккаунт",
    register_lead: "Один аккаунт — одна собственная книга контактов.",
    registering: "Создаём аккаунт…",
    welcome: "Добро пожаловать в Bloknotik",
    welcome_lead: "Это новая книга контактов. Создайте первый аккаунт: он будет аккаунтом администратора.",
    username: "Имя пользователя",
    username_hint: "Буквы, цифры и . _ - @",
    password: "Пароль",
    password_hint: "Не меньше 8 символов. Хорошо подойдут несколько слов подряд.",
    display_name: "Ваше имя",
    display_name_hint: "Необязательно: так к вам будет обращаться страница.",
    no_account: "Вы здесь впервые?",
    have_account: "Уже есть аккаунт?",
    closed_title: "Новые аккаунты не создаются",
    closed_text: "Этот сервер не принимает новых пользователей. Попросите аккаунт у того, кто за него отвечает.",
};
