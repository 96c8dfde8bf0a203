//! Notes in Brazilian Portuguese.

use super::super::NoteTexts;

pub const NOTES: NoteTexts = NoteTexts {
    heading: "Notas",
    search: "Pesquisar notas",
    needs_script: "Para escrever e alterar notas é preciso JavaScript.",
    new: "Nova nota",
    title: "Título",
    body: "Nota",
    pin: "Fixar",
    unpin: "Desafixar",
    about_deleted: "Sobre um contato excluído",
    deleted: "A nota foi excluída.",
    not_deleted: "Não foi possível excluir a nota. Talvez ela tenha sido alterada; dê outra olhada.",
    restored: "A nota está de volta.",
    not_restored: "Não foi possível trazer a nota de volta. Tente de novo.",
    not_saved: "Não foi possível alterar a nota. Talvez ela tenha sido alterada; dê outra olhada.",
    alone: "Este contato não está mais aqui. Salve de novo para guardar a nota sozinha.",
    empty_title: "Nada anotado ainda",
    empty_text: "Anote o que não cabe num cartão: o que ficou combinado, o que levar, quando ligar.",
    nothing_found: |q| format!("Nenhuma nota tem “{q}”"),
    nothing_found_hint: "Tente o começo de uma palavra.",
    show_all: "Mostrar todas as notas",
    more: "Mostrar mais",
};
