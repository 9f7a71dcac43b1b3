/** Signing in by the code handed over in person, and choosing the member's own secret. */

import { secretProblem, signIn, SECRET_LENGTH, wasBegun } from "../enrol.js";
import { Problem } from "../problem.js";
import { registerPage } from "../routes.js";
import { askToKeep, storageState } from "../store.js";
import { grouped, isCode } from "../typed.js";
import { button, el, field, linkButton, tell, textInput, untell } from "../ui.js";
import { t } from "../words.js";

registerPage({ route: "sign-in", words: "sign_in.title", render });

/** What was typed stays when the page is drawn again. */
const typed = { code: "", label: "" };

/**
 * @param {HTMLElement} container
 * @param {string[]} _params
 * @param {any} services
 */
async function render(container, _params, services) {
  if (services.handed.code) typed.code = grouped(services.handed.code);
  services.handed.code = "";
  const begun = await wasBegun();
  const code = textInput({ id: "code", value: typed.code, autocomplete: "off", onInput: (value) => (typed.code = value) });
  code.setAttribute("autocapitalize", "characters");
  code.addEventListener("change", () => (code.value = typed.code = grouped(code.value)));
  const secret = textInput({ id: "secret", type: "password", autocomplete: "off" });
  const again = textInput({ id: "again", type: "password", autocomplete: "off" });
  const label = textInput({ id: "label", value: typed.label, onInput: (value) => (typed.label = value) });
  const go = button(t("sign_in.do"), { main: true, kind: "submit", id: "sign-in" });
  const form = el(
    "form",
    { class: "stack", novalidate: true },
    field(t("sign_in.code"), code, { hint: t("sign_in.code_hint") }),
    field(t("sign_in.secret"), secret, { hint: begun ? t("sign_in.secret_again") : t("sign_in.secret_hint", { n: SECRET_LENGTH }) }),
    field(t("sign_in.repeat"), again),
    field(t("sign_in.label"), label, { hint: t("sign_in.label_hint") }),
    await storageWarning(),
    go,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    signingIn({ code, secret, again, label, go }, services);
  });
  container.append(
    el("h1", {}, t("sign_in.title")),
    begun ? el("p", { class: "warning" }, t("sign_in.begun")) : el("p", {}, t("sign_in.intro")),
    form,
    linkButton(t("settings.title"), "#/settings", { icon: "settings" }),
  );
}

/** Said before anything is written: this browser may throw away what it keeps. */
async function storageWarning() {
  const { persisted } = await storageState();
  return persisted ? null : el("p", { class: "warning", id: "not-persisted" }, t("storage.not_persisted"));
}

/**
 * @param {{code: HTMLInputElement, secret: HTMLInputElement, again: HTMLInputElement, label: HTMLInputElement, go: HTMLButtonElement}} inputs
 * @param {any} services
 */
async function signingIn({ code, secret, again, label, go }, services) {
  untell();
  const wrong = wrongInput(code, secret, again);
  if (wrong) {
    tell(new Problem(...wrong.said));
    wrong.input.focus();
    return;
  }
  go.disabled = true;
  services.announce(t("sign_in.working"));
  await askToKeep();
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  try {
    await signIn(code.value, secret.value, label.value.trim());
    Object.assign(typed, { code: "", label: "" });
    services.announce("");
    services.go("#/");
  } catch (problem) {
    tell(problem);
  } finally {
    go.disabled = false;
  }
}

/**
 * @param {HTMLInputElement} code
 * @param {HTMLInputElement} secret
 * @param {HTMLInputElement} again
 * @returns {{input: HTMLInputElement, said: [string, Record<string, number>?]} | null}
 */
function wrongInput(code, secret, again) {
  if (!isCode(code.value)) return { input: code, said: ["not_a_code"] };
  const weak = secretProblem(secret.value);
  if (weak) return { input: secret, said: [weak, { n: SECRET_LENGTH }] };
  return secret.value === again.value ? null : { input: again, said: ["secret_repeated"] };
}
