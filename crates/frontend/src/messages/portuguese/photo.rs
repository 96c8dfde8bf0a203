//! The photo in Brazilian Portuguese.

use super::super::PhotoTexts;

pub const PHOTO: PhotoTexts = PhotoTexts {
    choose: "Escolher uma foto",
    replace: "Escolher outra",
    remove: "Remover a foto",
    hint: "Você também pode soltar uma imagem aqui ou colá-la.",
    chosen: "Esta será a foto quando você salvar.",
    removed: "A foto sai quando você salvar.",
    crop_title: "Qual parte?",
    stage: "A imagem. As setas a movem, mais e menos a ampliam.",
    zoom: "Ampliação",
    use_it: "Usar esta parte",
    sending: "Enviando a foto",
    too_large: |megabytes| format!("Este arquivo é grande demais: o máximo é {megabytes} MB."),
    offline: "Não foi possível falar com o servidor, então a foto ainda não foi salva.",
    not_saved: "O contato foi salvo, mas a foto não. O que você escolheu continua aqui.",
};
