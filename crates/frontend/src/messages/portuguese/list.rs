//! Sidebar, list and search in Brazilian Portuguese.

use super::super::ListTexts;
use super::numbers::{contacts, found};

pub const LIST: ListTexts = ListTexts {
    heading: "Contatos",
    navigation: "Agendas e conta",
    menu: "Agendas e marcadores",
    close_menu: "Fechar",
    palette: "Pesquisa e comandos",
    all: "Todos os contatos",
    books: "Agendas",
    labels: "Marcadores",
    book_size: |n| contacts(n, false),
    search: "Pesquisar contatos",
    search_hint: "Nome, número, empresa…",
    search_button: "Pesquisar",
    new_contact: "Novo contato",
    count: contacts,
    found,
    more: "Mostrar mais",
    more_failed: "Não foi possível carregar os próximos contatos. Tente de novo.",
    loading: "Carregando…",
    no_name: "Sem nome",
    select: |name| format!("Selecionar {name}"),
    selecting: "Selecionar contatos",
    is_selected: "Selecionado",
    is_starred: "Favorito",
    no_letter: "Números e sinais",
    empty_title: "Uma página em branco",
    empty_text: "A agenda está vazia. Anote a primeira pessoa que você não gostaria de perder.",
    sample: "Carregar contatos de exemplo",
    sample_failed: "Não foi possível carregar os contatos de exemplo. Tente de novo.",
    nothing_found: |q| format!("Ninguém corresponde a “{q}”"),
    nothing_found_hint: "Tente parte de um nome, alguns algarismos de um número ou uma empresa.",
    show_all: "Mostrar todos os contatos",
    rail: "Ir para a letra",
    found_in: |field| {
        Some(match field {
            "name" => "Nome",
            "nickname" => "Apelido",
            "labels" => "Marcador",
            "addresses" => "Endereço",
            "note" => "Nota",
            "urls" => "Página da web",
            "ims" => "Mensageiro",
            "relations" => "Relação",
            _ => return None,
        })
    },
    first_page: "Voltar ao começo",
};
