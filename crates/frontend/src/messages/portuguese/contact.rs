//! One contact, in Brazilian Portuguese.

use super::super::ContactTexts;

pub const CONTACT: ContactTexts = ContactTexts {
    back: "Contatos",
    edit: "Editar",
    delete: "Excluir",
    deleted: |name| format!("O contato “\u{2068}{name}\u{2069}” foi excluído."),
    gone: "O contato foi excluído.",
    restored: |name| format!("O contato “\u{2068}{name}\u{2069}” está de volta."),
    undo: "Desfazer",
    dismiss: "Fechar aviso",
    not_deleted: |name| {
        format!("Não foi possível excluir o contato “\u{2068}{name}\u{2069}”. Tente de novo.")
    },
    stale_delete: |name| {
        format!(
            "O contato “\u{2068}{name}\u{2069}” acabou de ser alterado e continua aqui. Dê uma olhada e exclua de novo, se ainda quiser."
        )
    },
    not_restored: |name| {
        format!(
            "Não foi possível trazer o contato “\u{2068}{name}\u{2069}” de volta. Tente de novo."
        )
    },
    nickname: super::super::shared::in_quotes,
    phones: "Telefone",
    emails: super::super::shared::EMAIL,
    addresses: "Endereço",
    urls: "Site",
    ims: "Mensageiros",
    birthday: "Aniversário",
    turns: super::dates::turns,
    age: |n| format!("{n} {}", if n == 1 { "ano" } else { "anos" }),
    dates: "Datas",
    relations: "Relações",
    unnamed_relation: "Outro contato",
    labels: "Marcadores",
    custom: "Campos próprios",
    phonetic: |name| format!("Pronuncia-se “{name}”"),
    favourite: "Favorito",
    star: "Adicionar aos favoritos",
    unstar: "Remover dos favoritos",
    not_starred: |name| {
        format!("Não foi possível alterar a estrela de “\u{2068}{name}\u{2069}”. Tente de novo.")
    },
    note: "Observação",
    preferred: "principal",
    changed_on: |day| format!("Última alteração em {day}"),
    nothing_more: "Ainda não há mais nada anotado.",
    pick_title: "Ninguém selecionado",
    pick_text: "Escolha alguém na lista ou procure um nome, um número ou uma empresa.",
    actions: "Ações",
    call: "Ligar",
    message: "Mensagem",
    map: "Mapa",
    works_at: |title, place| format!("{title} em {place}"),
    in_book: |book| format!("Em “\u{2068}{book}\u{2069}”"),
};
