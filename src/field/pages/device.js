/** The device: the visits on it, the room it has, the version of the app, and taking a visit off it. */

import { sha256hex } from "../codes.js";
import { numberOf } from "../frame.js";
import { registerPage } from "../routes.js";
import { choose, current, forget, say } from "../session.js";
import { counts, storageState, visitRows, wipe } from "../store.js";
import { button, el, field, linkButton, tell, textInput } from "../ui.js";
import { newerVersion, useVersion } from "../versions.js";
import { sizeInWords, t } from "../words.js";

registerPage({ route: "device", words: "device.title", icon: "device", render });
registerPage({ route: "wipe", words: "wipe.title", needs: "visit", render: renderWipe });

/**
 * @param {HTMLElement} container
 * @param {string[]} _params
 * @param {any} services
 */
async function render(container, _params, services) {
  container.append(
    el("h1", {}, t("device.title")),
    linkButton(t("settings.title"), "#/settings", { icon: "settings" }),
    el("h2", {}, t("visits.title")),
    await visits(services),
    linkButton(t("visits.another"), "#/sign-in", { icon: "plus" }),
    el("h2", {}, t("storage.title")),
    ...(await storage()),
    el("h2", {}, t("version.title")),
    version(),
  );
}

/** @param {any} services */
async function visits(services) {
  const rows = await visitRows();
  const lines = rows.map(async (row) => {
    const { waits, kept } = await counts(row.device);
    const inHand = isInHand(row.device);
    const name = (inHand && services.visit().name) || (await numberOf(row.device));
    const take = () => {
      sessionStorage.setItem("visit", row.device);
      choose(row);
      services.go("#/");
    };
    return el(
      "li",
      { class: "card stack" },
      el("p", {}, el("strong", {}, name)),
      el("p", {}, t("visits.stands", { waits, kept })),
      el("p", { class: "hint" }, t("visits.compare"), " ", el("code", {}, await fingerprint(row.deviceRecipient))),
      inHand ? el("p", { class: "hint" }, t("visits.in_hand")) : button(t("visits.take"), { on: take }),
      inHand ? linkButton(t("wipe.title"), "#/wipe", { icon: "bin" }) : null,
    );
  });
  return el("ul", { class: "plain", id: "visits" }, await Promise.all(lines));
}

/** The first letters of the digest of a key, in fours, as the office shows them. @param {string} key */
async function fingerprint(key) {
  const digest = await sha256hex(new TextEncoder().encode(key));
  return digest.slice(0, 20).replace(/....(?=.)/g, "$& ");
}

/** @param {string} device */
function isInHand(device) {
  try {
    return current().device === device;
  } catch {
    return false;
  }
}

async function storage() {
  const { persisted, used, quota } = await storageState();
  const room = quota ? t("storage.room", { used: sizeInWords(used), free: sizeInWords(quota - used) }) : t("storage.unknown");
  const kept = persisted ? t("storage.persisted") : t("storage.not_persisted");
  return [el("p", { id: "storage" }, room), el("p", { class: persisted ? "hint" : "warning" }, kept)];
}

/** What is known of the version; a newer one is gathered meanwhile, and offered when it is whole. */
function version() {
  const box = el("div", { class: "stack", id: "version" }, el("p", { class: "hint" }, t("version.newest")));
  const offer = (/** @type {string} */ newer) => {
    const use = () => useVersion(newer).catch(tell);
    box.replaceChildren(el("p", {}, t("version.ready")), button(t("version.use"), { on: use, id: "use-version" }));
  };
  newerVersion().then((newer) => newer && offer(newer), () => undefined);
  return box;
}

/**
 * @param {HTMLElement} container
 * @param {string[]} _params
 * @param {any} services
 */
async function renderWipe(container, _params, services) {
  const { device } = current();
  const { waits, refused, drafts } = await counts(device);
  const word = t("wipe.word");
  const input = textInput({ id: "wipe-word", autocomplete: "off" });
  const typed = () => input.value.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  const wiped = async () => {
    if (!typed()) {
      input.focus();
      return tell({ key: "wipe.type_it", values: { word } });
    }
    try {
      await wipe(device);
    } catch (problem) {
      return tell(problem);
    }
    say("wiped", true);
    forget();
    const [next] = await visitRows();
    choose(next ?? null);
    services.go("#/device");
    services.announce(t("wipe.done"));
  };
  const lost = waits + refused + drafts;
  container.append(
    el("h1", {}, t("wipe.title")),
    el("p", {}, t("wipe.what")),
    lost ? el("p", { class: "warning", id: "not-transmitted" }, t("wipe.not_transmitted", { n: lost })) : el("p", {}, t("wipe.all_transmitted")),
    lost ? linkButton(t("transmit.title"), "#/transmit", { icon: "transmit" }) : "",
    field(t("wipe.confirm", { word }), input),
    button(t("wipe.do"), { danger: true, icon: "bin", id: "wipe", on: wiped }),
  );
}
