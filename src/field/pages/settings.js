/** Language, look, minutes until locking, and sparing the battery. */

import { registerPage } from "../routes.js";
import { set, settings } from "../settings.js";
import { soon } from "../transmitting.js";
import { choice, el, stepper } from "../ui.js";
import { languageInUse, languages, loadWords, t } from "../words.js";

registerPage({ route: "settings", words: "settings.title", icon: "settings", render });

/** @param {HTMLElement} container */
function render(container) {
  const { look, lockMinutes, battery } = settings();
  const language = choice(t("settings.language"), languages.map(({ code, name }) => [code, name]), { value: languageInUse(), onChange: speak, id: "language" });
  /** @type {[string, string][]} */
  const looks = ["system", "light", "dark", "glare"].map((one) => [one, t(`look.${one}`)]);
  container.append(
    el("h1", {}, t("settings.title")),
    language,
    choice(t("look.title"), looks, { value: look, onChange: (value) => set({ look: /** @type {any} */ (value) }), id: "look", hint: t("look.hint") }),
    stepper(t("settings.lock"), { value: lockMinutes, min: 1, max: 15, id: "lock-minutes", hint: t("settings.lock_hint"), onChange: (value) => set({ lockMinutes: value }) }),
    choice(t("settings.battery"), [["no", t("settings.battery_no")], ["yes", t("settings.battery_yes")]], {
      value: battery ? "yes" : "no",
      hint: t("settings.battery_hint"),
      id: "battery",
      onChange(value) {
        set({ battery: value === "yes" });
        soon(0);
      },
    }),
  );
}

/** @param {string} code */
async function speak(code) {
  set({ language: code });
  await loadWords(code);
  dispatchEvent(new HashChangeEvent("hashchange"));
}
