/** What waits for the field room, what it has, and what can be done where there is no network. */

import { registerPage } from "../routes.js";
import { settings } from "../settings.js";
import { counts, freeKept, inState, tryRefusedAgain } from "../store.js";
import { asFile, onProgress, progress, transmit } from "../transmitting.js";
import { button, el, tell } from "../ui.js";
import { languageInUse, sizeInWords, t } from "../words.js";
import { watch } from "./home.js";

registerPage({ route: "transmit", words: "transmit.title", icon: "transmit", needs: "visit", render });

/**
 * @param {HTMLElement} container
 * @param {string[]} _params
 * @param {any} services
 */
async function render(container, _params, services) {
  const { device } = services.visit();
  const stands = el("div", { class: "stack", id: "stands" });
  const bar = el("progress", { max: 1, value: 0, "aria-label": t("transmit.title") });
  const said = el("p", { role: "status", id: "transmitting" });
  const go = button(t("transmit.now"), { main: true, icon: "transmit", id: "transmit", on: () => transmit().catch(tell) });
  const drawn = async () => {
    await drawStands(stands, device);
    drawProgress(bar, said, go);
  };
  container.append(el("h1", {}, t("transmit.title")), stands, bar, said, go, el("p", { class: "hint" }, t(settings().battery ? "transmit.by_hand" : "transmit.by_itself")));
  container.append(el("h2", {}, t("transmit.without")), el("p", {}, t("transmit.without_hint")), saveButton(device, services));
  await drawn();
  watch(stands, drawn);
  const off = onProgress(() => (stands.isConnected ? drawProgress(bar, said, go) : off()));
}

/** @param {HTMLElement} stands @param {string} device */
async function drawStands(stands, device) {
  const { waits, kept, refused } = await counts(device);
  const lines = [
    el("p", {}, waits ? t("home.waits", { n: waits }) : t("transmit.none_waits")),
    kept ? el("p", {}, t("transmit.kept", { n: kept })) : null,
    ...(refused ? await refusals(device, refused) : []),
    kept ? freeButton(device) : null,
  ];
  stands.replaceChildren(...lines.filter((one) => one !== null));
}

/** @param {string} device @param {number} n */
async function refusals(device, n) {
  const rows = await inState(device, "refused").limit(50).toArray();
  const why = [...new Set(rows.map((/** @type {any} */ row) => row.problem))];
  const again = async () => {
    await tryRefusedAgain(device);
    await transmit().catch(tell);
  };
  return [
    el("p", { class: "warning" }, t("transmit.refused", { n })),
    el("ul", {}, why.map((problem) => el("li", {}, t(`refused.${problem}`)))),
    button(t("transmit.again"), { on: again }),
  ];
}

/** @param {string} device */
function freeButton(device) {
  const free = async () => {
    const bytes = await freeKept(device);
    dispatchEvent(new CustomEvent("field-changed"));
    tell({ key: "transmit.freed", values: { size: sizeInWords(bytes) } });
  };
  return button(t("transmit.free"), { on: free, id: "free" });
}

/**
 * @param {HTMLProgressElement} bar
 * @param {HTMLElement} said
 * @param {HTMLButtonElement} go
 */
function drawProgress(bar, said, go) {
  const { running, done, of, problem, at, nextTry } = progress;
  bar.hidden = !running;
  bar.max = Math.max(of, 1);
  bar.value = done;
  go.disabled = running;
  const sentences = [];
  if (running) sentences.push(t("transmit.progress", { done, of }));
  else if (problem) sentences.push(t(problem.key, problem.values));
  else if (at) sentences.push(t("transmit.done", { time: at.toLocaleTimeString(languageInUse() === "en" ? "en-GB" : languageInUse(), { hour: "2-digit", minute: "2-digit" }) }));
  if (!running && problem && nextTry) sentences.push(t("transmit.next", { n: Math.max(1, Math.round((nextTry.getTime() - Date.now()) / 1_000)) }));
  said.textContent = sentences.join(" ");
}

/** @param {string} device @param {any} services */
function saveButton(device, services) {
  const save = async () => {
    const { file, count } = await asFile(device);
    if (!count) return services.announce(t("transmit.none_waits"));
    const href = URL.createObjectURL(file);
    const link = el("a", { href, download: "sealed-blobs.jsonl" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    services.announce(t("transmit.saved", { n: count }));
  };
  return button(t("transmit.save"), { icon: "save", id: "save", on: () => save().catch(tell) });
}
