//! What the list is narrowed to, in Brazilian Portuguese.

use domain::Sort;
use domain::search::Has;

use super::super::NarrowTexts;

pub const NARROW: NarrowTexts = NarrowTexts {
    title: "Filtrar",
    sort_by: "Ordenar por",
    sort: |sort| match sort {
        Sort::Given => "Nome",
        Sort::Family => "Sobrenome",
        Sort::Org => "Organização",
        Sort::Updated => "Última alteração",
    },
    only: "Só quem tem",
    apply: "Aplicar",
    chips: "Filtros",
    has: |has| match has {
        Has::Photo => "Foto",
        Has::Phone => "Telefone",
        Has::Email => super::super::shared::EMAIL,
        Has::Address => "Endereço",
        Has::Url => "Site",
        Has::Birthday => "Aniversário",
        Has::Date => "Data",
        Has::Im => "Mensageiro",
        Has::Relation => "Relação",
        Has::Label => "Marcador",
        Has::Note => "Observação",
        Has::Org => "Organização",
    },
    unlabelled: "Sem marcador",
    starred: "Favoritos",
    some_book: "Uma agenda",
    some_label: "Um marcador",
    remove: |name| format!("Remover o filtro “{name}”"),
    drop: |name| format!("Sem “{name}”"),
    empty_title: "Ninguém se encaixa em tudo isso",
    empty_text: "Tire um filtro, e talvez apareça alguém.",
    empty_book_title: "Esta agenda está vazia",
    empty_book_text: "Quem você anotar agora vem para cá.",
    empty_label_title: "Ninguém tem este marcador",
    empty_label_text: "Dê-o a alguém no formulário de um contato.",
    empty_starred_title: "Ainda sem favoritos",
    empty_starred_text: "Dê uma estrela a quem você mais procura, e eles ficam aqui.",
};
