//! Notes in Brazilian Portuguese.

use super::super::NoteTexts;

pub const NOTES: NoteTexts = NoteTexts {
    heading: "Notas",
    search: "Pesquisar notas",
    new: "Nova nota",
    title: "Título",
    body: "Nota",
    pin: "Fixar",
    unpin: "Desafixar",
    about: "Sobre um contato",
    deleted: "A nota foi excluída.",
    not_deleted: "Não foi possível excluir a nota. Talvez ela tenha sido alterada; dê outra olhada.",
    restored: "A nota está de volta.",
    not_restored: "Não foi possível trazer a nota de volta. Tente de novo.",
    not_saved: "Não foi possível alterar a nota. Talvez ela tenha sido alterada; dê outra olhada.",
    stale: "Alguém alterou esta nota nesse meio-tempo. Copie o que você escreveu, feche o formulário e veja a nota de novo.",
    empty_title: "Nada anotado ainda",
    empty_text: "Anote o que não cabe num cartão: o que ficou combinado, o que levar, quando ligar.",
    nothing_found: |q| format!("Nenhuma nota tem “{q}”"),
    nothing_found_hint: "Tente o começo de uma palavra.",
    show_all: "Mostrar todas as notas",
    more_than_shown: "Estas são as primeiras 200. Pesquise para achar as outras.",
};
