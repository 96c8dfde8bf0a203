//! What is done with a contact, in Brazilian Portuguese.

use super::super::ShareTexts;

pub const SHARE: ShareTexts = ShareTexts {
    copy: |what| format!("Copiar {what}"),
    copied: "Copiado",
    not_copied: "Não foi possível copiar. Selecione e copie à mão.",
    map: |address| format!("Mostrar {address} no mapa"),
    more: "Mais ações",
    qr: "Código QR",
    qr_title: |name| format!("{name} como código QR"),
    qr_lead: "Aponte a câmera de um celular para levar o nome, os telefones, os e-mails, o trabalho, um endereço e as \
        páginas da web. A foto e as notas não estão nele.",
    qr_alt: |name| format!("Código QR com o cartão de {name}"),
    qr_left_out: |fields| format!("Não coube tudo. Ficou de fora: {fields}."),
    qr_name: "Nome",
    qr_work: "Trabalho",
    qr_failed: "Não foi possível gerar o código. Verifique a conexão e tente de novo.",
    close: "Fechar",
    print: "Imprimir",
    card: "Baixar o cartão",
    move_to: "Mover para",
    copy_to: "Copiar para",
    moved: |name, book| format!("\u{2068}{name}\u{2069} agora está em “\u{2068}{book}\u{2069}”."),
    not_moved: |name| format!("Não foi possível mover \u{2068}{name}\u{2069}. Tente de novo."),
    moved_back: |name, book| {
        format!("\u{2068}{name}\u{2069} está de volta em “\u{2068}{book}\u{2069}”.")
    },
    copied_to: |name, book| {
        format!("Há uma cópia de \u{2068}{name}\u{2069} em “\u{2068}{book}\u{2069}”.")
    },
    not_copied_to: |name| format!("Não foi possível copiar \u{2068}{name}\u{2069}. Tente de novo."),
    stale_move: |name| {
        format!(
            "\u{2068}{name}\u{2069} foi alterado agora mesmo e não foi movido. Dê uma olhada e mova de novo se ainda quiser."
        )
    },
    choices: "Contatos para escolher",
    suggestions: |count| match count {
        1 => "1 contato para escolher".to_owned(),
        count => format!("{count} contatos para escolher"),
    },
    linked: |name| format!("Ligado ao contato {name}"),
    unlink: |name| format!("Remover a ligação com {name}"),
};
