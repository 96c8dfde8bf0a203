//! Many contacts at once, in Brazilian Portuguese.

use super::super::bulk::{BulkTexts, Deed};

pub static BULK: BulkTexts = BulkTexts {
    bar: "Contatos selecionados",
    selected: |n, contacts| match n {
        1 => format!("{contacts} selecionado"),
        _ => format!("{contacts} selecionados"),
    },
    none: "Ninguém selecionado",
    selecting: "Selecionando…",
    all: |number| format!("Selecionar todos os {number}"),
    all_matching: "Selecionar todos",
    clear: "Limpar seleção",
    remove_label: "Remover marcador",
    export: "Exportar",
    no_labels: "Não há marcadores para remover",
    no_books: "Não há outra agenda para onde mover",
    all_starred: "Todos estes já são favoritos",
    wait: "Possível quando a última ação terminar",
    range_too_long: |number| {
        format!("Um intervalo pode ter no máximo {number} contatos. Selecione todos ou uma parte.")
    },
    range_failed: "Não foi possível selecionar os contatos do intervalo. Verifique a conexão e tente de novo.",
    add_label_to: |contacts| format!("Adicionar um marcador a {contacts}"),
    remove_label_from: |contacts| format!("Remover um marcador de {contacts}"),
    move_them: |contacts| format!("Mover {contacts}"),
    export_them: |contacts| format!("Exportar {contacts}"),
    delete_them: |contacts| format!("Excluir {contacts}?"),
    delete_all: |number| format!("Excluir tudo o que corresponde (mais de {number})?"),
    delete_text: "Por enquanto não dá para desfazer isso para muitos contatos de uma vez.",
    delete_label: |name| {
        format!(
            "Excluir o marcador “\u{2068}{name}\u{2069}”? Todos os que o têm o perdem, e não dá para desfazer."
        )
    },
    label: "Encontrar ou criar um marcador",
    new_label: |name| format!("Criar “{name}”"),
    vcard3: "Cartões vCard 3.0 (.vcf)",
    vcard3_note: "Para quase todos os celulares e programas. Tudo, com fotos.",
    vcard4: "Cartões vCard 4.0 (.vcf)",
    vcard4_note: "Para programas que pedem esta versão. Tudo, com fotos.",
    csv: "Tabela (.csv)",
    csv_note: "Para planilhas e programas de e-mail. Sem fotos.",
    json: "Dados JSON (.json)",
    json_note: "Para programas. Sem fotos.",
    exporting: "Preparando o arquivo…",
    export_failed: "Não foi possível gerar o arquivo. Verifique a conexão e tente de novo.",
    doing: |deed| match deed {
        Deed::Label(name) => format!("Adicionando o marcador “\u{2068}{name}\u{2069}”"),
        Deed::Unlabel(name) => format!("Removendo o marcador “\u{2068}{name}\u{2069}”"),
        Deed::Rename(name) => format!("Mudando o nome do marcador para “\u{2068}{name}\u{2069}”"),
        Deed::Move(book) => format!("Movendo para “\u{2068}{book}\u{2069}”"),
        Deed::Star => "Adicionando aos favoritos".to_owned(),
        Deed::Unstar => "Removendo dos favoritos".to_owned(),
        Deed::Delete => "Excluindo".to_owned(),
    },
    progress: |done, total| format!("{done} de {total}"),
    lost: "Sem conexão. O servidor continua enquanto isso.",
    stop: "Parar",
    stopping: "Parando…",
    done: |deed, _, contacts| match deed {
        Deed::Label(name) => format!("Marcador “\u{2068}{name}\u{2069}” adicionado a {contacts}."),
        Deed::Unlabel(name) => format!("Marcador “\u{2068}{name}\u{2069}” removido de {contacts}."),
        Deed::Rename(name) => format!("O marcador agora é “\u{2068}{name}\u{2069}”: {contacts}."),
        Deed::Move(book) => format!("Agora em “\u{2068}{book}\u{2069}”: {contacts}."),
        Deed::Star => format!("Nos favoritos: {contacts}."),
        Deed::Unstar => format!("Fora dos favoritos: {contacts}."),
        Deed::Delete => format!("Exclusão concluída: {contacts}."),
    },
    same: |deed, _, contacts| match deed {
        Deed::Label(_) => format!("{contacts} já com esse marcador."),
        Deed::Unlabel(_) => format!("{contacts} sem esse marcador desde antes."),
        Deed::Move(_) => format!("{contacts} já nessa agenda."),
        _ => format!("{contacts} sem mudança."),
    },
    stopped: |done, total| {
        format!("Interrompido depois de {done} de {total}. O que foi feito fica.")
    },
    gone: |n, contacts| match n {
        1 => format!("{contacts} não existe mais."),
        _ => format!("{contacts} não existem mais."),
    },
    full: |n, contacts| match n {
        1 => format!("{contacts} não comporta mais nada."),
        _ => format!("{contacts} não comportam mais nada."),
    },
    no_book: |n, contacts| match n {
        1 => format!("{contacts} ficou onde estava: a agenda não existe mais."),
        _ => format!("{contacts} ficaram onde estavam: a agenda não existe mais."),
    },
    place_gone: "A agenda ou o marcador não existe mais. Nada foi alterado.",
    unknown: "A conexão caiu. Antes de tentar de novo, veja o que já foi feito.",
};
