/** The first page: what to write, what waits, and, while locked, the field for the secret. */

import { dayIn, daysBetween, shifted } from "../entry.js";
import { formOf, forms } from "../forms.js";
import { pagesOnHome, registerPage } from "../routes.js";
import { set, settings } from "../settings.js";
import { counts, storageState } from "../store.js";
import { button, el, field, linkButton } from "../ui.js";
import { dayInWords, sizeInWords, t } from "../words.js";
import { unlockForm } from "./unlock.js";

registerPage({ route: "", words: "home.title", needs: "visit", render });

/**
 * @param {HTMLElement} container
 * @param {string[]} _params
 * @param {any} services
 */
async function render(container, _params, services) {
  const own = services.visit();
  const waits = el("p", { id: "waits" });
  const drawn = () => drawCounts(waits, own.device);
  await drawn();
  watch(waits, drawn);
  container.append(
    el("h1", {}, t("home.title")),
    clockWarning(own) ?? "",
    ...(own.unlocked ? [] : [el("p", { class: "hint", id: "locked" }, lockedSentence(own))]),
    waits,
    ...(own.unlocked || own.writeOnly ? [] : opening(services)),
    await whatToWrite(own, services),
    ...(own.writeOnly && !own.unlocked && !own.revoked ? opening(services) : []),
  );
  const told = el("div", { class: "stack" });
  container.append(told);
  warnings().then((found) => told.append(...found), () => undefined);
}

/** @param {any} services */
function opening(services) {
  return [el("h2", {}, t("unlock.title")), unlockForm(services)];
}

/** The forms, the drafts and the pages of the evening; drawn when they have been read. @param {any} own @param {any} services */
async function whatToWrite(own, services) {
  const box = el("div", { class: "stack" });
  const drawn = async () => {
    const drafts = own.readable ? await draftLinks(services) : [];
    const pages = own.readable ? pagesOnHome().map((page) => linkButton(t(page.words), `#/${page.route}`, { icon: page.icon })) : [];
    const grid = el("div", { class: "grid", id: "forms" }, forms().filter((form) => fits(form, own)).map(formLink));
    box.replaceChildren(grid, ...drafts, ...pages);
  };
  if (forms().length) await drawn();
  else addEventListener("field-forms", () => box.isConnected && drawn(), { once: true });
  return box;
}

/** Draw again when something changed, for as long as the element is on the page. @param {HTMLElement} element @param {() => void} drawn */
export function watch(element, drawn) {
  const begun = performance.now();
  let wasThere = false;
  const again = () => {
    wasThere ||= element.isConnected;
    if (element.isConnected) drawn();
    else if (wasThere || performance.now() - begun > 10_000) removeEventListener("field-changed", again);
  };
  addEventListener("field-changed", again);
}

/** @param {HTMLElement} waits @param {string} device */
async function drawCounts(waits, device) {
  const { waits: n, kept, refused, drafts } = await counts(device);
  const sentences = [n ? t("home.waits", { n }) : kept ? t("home.nothing_waits", { n: kept }) : t("home.nothing_yet")];
  if (drafts) sentences.push(t("home.drafts", { n: drafts }));
  if (refused) sentences.push(t("home.refused", { n: refused }));
  waits.replaceChildren(sentences.join(" "));
}

/** @param {any} own */
function lockedSentence(own) {
  if (own.revoked) return t("home.revoked");
  return own.writeOnly ? t("home.write_only") : t("home.locked");
}

/** @param {import("../forms.js").Form} form @param {any} own */
function fits(form, own) {
  if (form.needs === "open") return own.readable;
  return form.needs !== "unlocked" || own.unlocked;
}

/** @param {import("../forms.js").Form} form */
function formLink(form) {
  return linkButton(t(form.words), `#/write/${form.name}`, { icon: form.icon });
}

/** @param {any} services */
async function draftLinks(services) {
  const drafts = await services.drafts();
  if (!drafts.length) return [];
  const links = drafts.map((/** @type {any} */ entry) => {
    const form = formOf(entry);
    if (!form) return null;
    return el("li", {}, linkButton(form.title?.(entry) || entry.text || t(form.words), `#/write/${form.name}/${entry.id}`, { icon: form.icon }));
  });
  return [el("h2", {}, t("home.go_on")), el("ul", { class: "plain" }, links)];
}

/** What may cost entries. */
async function warnings() {
  const { persisted, used, quota } = await storageState();
  const found = [];
  if (persisted === false) found.push(el("p", { class: "warning" }, t("storage.not_persisted")));
  if (quota && quota - used < 100 * 1_048_576) found.push(el("p", { class: "warning" }, t("storage.little", { size: sizeInWords(quota - used) })));
  return found;
}

/** The clock of the device says a day that is not of the visit: which day is it? @param {any} own */
function clockWarning(own) {
  if (!own.begins || !own.ends) return null;
  const here = dayIn(own.zone, new Date());
  const day = shifted(here, settings().dayShift);
  if (day >= shifted(own.begins, -3) && day <= shifted(own.ends, 7)) return null;
  const input = el("input", { type: "date", id: "day", value: day });
  const put = () => {
    if (!input.value) return;
    set({ dayShift: daysBetween(here, input.value) });
    dispatchEvent(new HashChangeEvent("hashchange"));
  };
  return el(
    "div",
    { class: "warning stack", id: "clock" },
    el("p", {}, t("clock.outside", { day: dayInWords(day), begins: dayInWords(own.begins), ends: dayInWords(own.ends) })),
    field(t("clock.which"), input),
    button(t("clock.put"), { on: put }),
  );
}
