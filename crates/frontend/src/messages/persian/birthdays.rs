//! Birthdays, in Persian. They come back by the Gregorian calendar, in which they were written down.

use super::super::BirthdayTexts;
use super::numbers::digits;

pub const BIRTHDAYS: BirthdayTexts = BirthdayTexts {
    heading: "زادروزها",
    lead: "دوازده ماه آینده.",
    all_books: "همهٔ دفترچه‌ها",
    choose_book: "زادروزهای کدام دفترچه",
    month: |month, year| format!("{month} {}", digits(year.into())),
    days: [
        "دوشنبه",
        "سه‌شنبه",
        "چهارشنبه",
        "پنجشنبه",
        "جمعه",
        "شنبه",
        "یکشنبه",
    ],
    any_day: "روزش معلوم نیست",
    today: "امروز",
    tomorrow: "فردا",
    turns: |age| format!("{} ساله می‌شود", digits(age.into())),
    later: "زادروزهای بعدی",
    from_today: "از امروز به بعد",
    empty_title: "هنوز زادروزی نیست",
    empty_text: "زادروز کسی را در صفحه‌اش بنویسید تا به‌موقع اینجا دیده شود.",
    empty_book: "در این دفترچه زادروز کسی نوشته نشده است.",
    all_contacts: "رفتن به مخاطبان",
    print: "چاپ",
    event: |name, born| match born {
        Some(year) => format!("زادروز {name} ({})", digits(year.into())),
        None => format!("زادروز {name}"),
    },
    born: |date| format!("تاریخ تولد: {}", super::dates::date(date)),
    feed: "دنبال کردن در تقویم",
    feed_lead: "گوشی‌ها و برنامه‌های تقویم می‌توانند این زادروزها را نشان دهند و به‌روز نگه دارند. یک نشانی مخفی بسازید و \
        آن را آنجا به‌عنوان تقویم اشتراکی بیفزایید.",
    feed_make: "ساختن نشانی مخفی",
    feed_address: "نشانی مخفی",
    feed_secret: "هر کس این نشانی را بداند می‌تواند همهٔ نام‌ها و زادروزها را بی ورود به حساب بخواند.",
    feed_since: |day| format!("ساخته‌شده در {day}"),
    feed_renew: "ساختن نشانی تازه",
    feed_revoke: "باطل کردن",
    feed_revoke_hint: "کس دیگری آن را فهمیده است؟ باطلش کنید یا نشانی تازه‌ای بسازید: نشانی پیشین دیگر کار نخواهد کرد.",
    feed_revoked: "نشانی مخفی باطل شد. تقویم‌هایی که از آن استفاده می‌کردند دیگر چیزی نمی‌گیرند.",
    feed_renewed: "نشانی مخفی تازه‌ای ساخته شد. نشانی پیشین دیگر کار نمی‌کند.",
    feed_failed: "نشد. دوباره تلاش کنید.",
    feed_needs_script: "برای ساختن یا باطل کردن نشانی باید جاوااسکریپت روشن باشد.",
};
