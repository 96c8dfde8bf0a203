//! Books and labels in Brazilian Portuguese.

use domain::Color;

use super::super::GroupTexts;
use super::numbers::number;

pub const GROUP: GroupTexts = GroupTexts {
    new_book: "Nova agenda",
    new_label: "Novo marcador",
    edit: |name| format!("Alterar “{name}”"),
    name: "Nome",
    color: "Cor",
    color_name,
    needs_script: "Para alterar agendas e marcadores é preciso JavaScript.",
    delete_book: "Excluir agenda",
    delete_label: "Excluir marcador",
    delete_book_note: |n| match n {
        0 => "A agenda está vazia.".to_owned(),
        1 => "O único contato dela vai junto com a agenda. “Desfazer” traz os dois de volta."
            .to_owned(),
        n => format!(
            "Os {} contatos dela vão junto com a agenda. “Desfazer” traz tudo de volta.",
            number(n)
        ),
    },
    delete_label_note: "Quem tem este marcador o perde, mas continua na agenda.",
    default_stays: "Os novos contatos vêm para esta agenda quando nenhuma outra é escolhida, por isso ela não pode ser excluída.",
    deleted: |name| format!("“\u{2068}{name}\u{2069}”: exclusão concluída"),
    not_deleted: |name| format!("Não foi possível excluir “\u{2068}{name}\u{2069}”"),
    restored: |name| format!("“\u{2068}{name}\u{2069}” está de volta"),
    not_restored: |name| format!("Não foi possível trazer “\u{2068}{name}\u{2069}” de volta"),
    missing_title: "Isto não está aqui",
    missing_text: "A agenda ou o marcador pode ter sido excluído, ou o endereço foi digitado errado.",
};

fn color_name(color: Color) -> &'static str {
    match color {
        Color::Red => "Vermelho",
        Color::Orange => "Laranja",
        Color::Amber => "Âmbar",
        Color::Green => "Verde",
        Color::Teal => "Verde-azulado",
        Color::Blue => "Azul",
        Color::Indigo => "Índigo",
        Color::Purple => "Roxo",
        Color::Pink => "Rosa",
        Color::Grey => "Cinza",
    }
}
