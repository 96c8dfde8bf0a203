//! Portuguese as it is written in Brazil.

mod account;
mod birthdays;
mod bulk;
mod contact;
mod credentials;
mod dates;
mod errors;
mod form;
mod group;
mod list;
mod narrow;
mod notes;
mod numbers;
mod palette;
mod photo;
mod settings;
mod share;

use domain::{DateType, EmailType, PhoneType, RelationType};

use super::{Messages, StateTexts, shared};
pub use bulk::BULK;
pub use credentials::CREDENTIALS;
pub use palette::PALETTE;

/// The texts in Brazilian Portuguese.
pub static PORTUGUESE: Messages = Messages {
    lang: "pt-BR",
    dir: shared::LEFT_TO_RIGHT,
    product: shared::PRODUCT,
    title: shared::window,
    comma: ", ",
    colon: ": ",
    skip: "Ir para o conteúdo",
    account: account::ACCOUNT,
    list: list::LIST,
    narrow: narrow::NARROW,
    group: group::GROUP,
    contact: contact::CONTACT,
    share: share::SHARE,
    birthdays: birthdays::BIRTHDAYS,
    notes: notes::NOTES,
    form: form::FORM,
    photo: photo::PHOTO,
    settings: settings::SETTINGS,
    state: STATE,
    problem: errors::problem,
    rule: errors::rule,
    phone_type,
    place,
    date_type,
    relation_type,
    months: dates::MONTHS,
    date: dates::date,
    day: dates::day,
    number: numbers::number,
};

const STATE: StateTexts = StateTexts {
    not_found_title: "Esta página não existe",
    not_found_text: "O endereço pode ter sido digitado errado, ou o que estava aqui mudou de lugar.",
    contact_missing_title: "Este contato não está aqui",
    contact_missing_text: "Ele pode ter sido excluído, ou o endereço foi digitado errado.",
    to_list: "Ir para os contatos",
    error_title: "Algo deu errado",
    offline_title: "O servidor está fora de alcance",
    offline_text: "Verifique a conexão. Nada se perdeu: tudo continua na agenda.",
    unreadable_text: "O servidor deu uma resposta que esta página não entende. Talvez ele esteja reiniciando.",
    busy_title: "Um momento, por favor",
    request_id: |id| format!("Para o log: {id}"),
    retry: "Tentar de novo",
    signed_out: "A sessão terminou. O que você digitou continua aqui: entre em outra aba e siga em frente.",
    loading: "Carregando",
};

fn phone_type(kind: PhoneType) -> &'static str {
    match kind {
        PhoneType::Mobile => "Celular",
        PhoneType::Home => "Residencial",
        PhoneType::Work => "Comercial",
        PhoneType::Main => "Principal",
        PhoneType::HomeFax => "Fax residencial",
        PhoneType::WorkFax => "Fax comercial",
        PhoneType::Fax => shared::FAX,
        PhoneType::Pager => shared::PAGER,
        PhoneType::Other => "Outro",
    }
}

fn place(kind: EmailType) -> &'static str {
    match kind {
        EmailType::Home => "Pessoal",
        EmailType::Work => "Trabalho",
        EmailType::Other => "Outro",
    }
}

fn date_type(kind: DateType) -> &'static str {
    match kind {
        DateType::Anniversary => "Data comemorativa",
        DateType::Other => "Outra",
    }
}

fn relation_type(kind: RelationType) -> &'static str {
    match kind {
        RelationType::Spouse => "Cônjuge",
        RelationType::Partner => "Companheiro(a)",
        RelationType::Child => "Filho(a)",
        RelationType::Parent => "Pai ou mãe",
        RelationType::Mother => "Mãe",
        RelationType::Father => "Pai",
        RelationType::Brother => "Irmão",
        RelationType::Sister => "Irmã",
        RelationType::Sibling => "Irmão ou irmã",
        RelationType::Friend => "Amigo(a)",
        RelationType::Relative => "Parente",
        RelationType::Assistant => "Assistente",
        RelationType::Manager => "Chefe",
        RelationType::Colleague => "Colega",
        RelationType::Emergency => "Contato de emergência",
        RelationType::Other => "Outra",
    }
}
