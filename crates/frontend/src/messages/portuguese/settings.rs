//! The settings in Brazilian Portuguese.

use super::super::SettingsTexts;

pub const SETTINGS: SettingsTexts = SettingsTexts {
    heading: "Configurações",
    profile: "Sobre você",
    page: "Como a página se comporta",
    language: "Idioma",
    browser_language: "O idioma do navegador",
    sort_hint: "Onde a lista não tiver outra ordem.",
    shortcuts: "Atalhos de teclado",
    shortcuts_hint: "Teclas avulsas, enquanto você não estiver digitando.",
    shortcuts_help: "Mostrar todos os atalhos",
    saved: "Salvo.",
    not_saved: "Não foi possível salvar. Tente de novo.",
    needs_script: "Para alterar as configurações é preciso JavaScript. Sair funciona sem ele.",
    session: "Este navegador",
};
