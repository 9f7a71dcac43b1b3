/** Opening with the member's own secret: on the first page, and wherever a page needs it. */

import { registerPage } from "../routes.js";
import { unlockWith, visit } from "../session.js";
import { button, el, field, tell, textInput, untell } from "../ui.js";
import { t } from "../words.js";

registerPage({ route: "unlock", words: "unlock.title", needs: "visit", render: (container, _params, services) => drawUnlock(container, null, services) });

/**
 * The field for the secret; on a write-only or revoked device, why there is nothing to open.
 * @param {HTMLElement} container
 * @param {import("../routes.js").Page | null} page the one that needs it
 * @param {any} services
 */
export function drawUnlock(container, page, services) {
  container.append(el("h1", {}, page ? t(page.words) : t("unlock.title")));
  const own = visit();
  if (own.revoked) container.append(el("p", {}, t("unlock.revoked")));
  else if (own.writeOnly && (page?.needs === "open" || own.unlocked)) container.append(el("p", { id: "write-only" }, t("unlock.write_only_nothing")));
  else container.append(unlockForm(services, page));
}

/** @param {any} services @param {import("../routes.js").Page | null} [page] that is drawn afterwards */
export function unlockForm(services, page = null) {
  const secret = textInput({ type: "password", id: "secret", autocomplete: "off" });
  const hint = visit().writeOnly ? t("unlock.write_only_hint") : t("unlock.hint");
  const go = button(t("unlock.open"), { main: true, icon: "unlock", kind: "submit", id: "open" });
  const submitted = async (/** @type {Event} */ event) => {
    event.preventDefault();
    untell();
    go.disabled = true;
    services.announce(t("unlock.working"));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    try {
      await unlockWith(secret.value);
      if (!page && location.hash === "#/unlock") services.go("#/");
    } catch (problem) {
      secret.select();
      tell(problem);
    } finally {
      services.announce("");
      go.disabled = false;
    }
  };
  return el("form", { class: "stack", on: { submit: submitted } }, field(t("unlock.secret"), secret, { hint }), go);
}
