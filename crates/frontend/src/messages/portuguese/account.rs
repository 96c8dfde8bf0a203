//! Sign in, register, sign out, in Brazilian Portuguese.

use super::super::AccountTexts;

pub const ACCOUNT: AccountTexts = AccountTexts {
    sign_in: "Entrar",
    sign_in_lead: "Seus contatos, no seu próprio servidor.",
    signing_in: "Entrando…",
    sign_out: "Sair",
    signed_in_as: "Você entrou como",
    register: "Criar conta",
    register_lead: "Uma conta, uma agenda de contatos só sua.",
    registering: "Criando a conta…",
    welcome: "Boas-vindas ao Bloknotik",
    welcome_lead: "Esta é uma agenda de contatos nova. Crie a primeira conta: ela será a da administração.",
    username: "Nome de usuário",
    username_hint: "Letras, números e . _ - @",
    password: "Senha",
    password_hint: "Pelo menos 8 caracteres. Algumas palavras seguidas funcionam bem.",
    display_name: "Seu nome",
    display_name_hint: "Opcional: como a página chama você.",
    no_account: "É a sua primeira vez aqui?",
    have_account: "Já tem uma conta?",
    closed_title: "Sem novas contas",
    closed_text: "Este servidor não aceita novas contas. Peça uma a quem cuida dele.",
};
