/** The band at the top, which says where one is and whether it is sealed, and the bar of actions at the bottom. */

import { el, icon } from "./ui.js";
import { t } from "./words.js";
import { visit } from "./session.js";
import { visitRows } from "./store.js";

/** @type {[string, string, string][]} */
const PLACES = [
  ["#/", "pen", "bar.write"],
  ["#/entries", "list", "bar.entries"],
  ["#/transmit", "transmit", "bar.transmit"],
  ["#/device", "device", "bar.device"],
];

/**
 * @param {import("./routes.js").Page} page
 * @param {any} services
 */
export async function drawFrame(page, services) {
  const band = /** @type {HTMLElement} */ (document.getElementById("band"));
  const bar = /** @type {HTMLElement} */ (document.getElementById("bar"));
  const said = await state();
  band.replaceChildren(
    el("span", { class: "where" }, said.name),
    el("span", { class: `state ${said.state}` }, icon(said.state === "unlocked" ? "unlock" : "lock"), t(`state.${said.state}`)),
  );
  bar.setAttribute("aria-label", t("bar.title"));
  bar.hidden = page.route === "write" || page.bare === true || said.state === "none";
  const here = page.route === "entry" ? "#/entries" : `#/${page.route}`;
  bar.replaceChildren(
    lockCell(said.state, services),
    ...PLACES.map(([href, name, words]) =>
      el("a", { href, "aria-current": href === here ? "page" : null }, icon(name), el("span", {}, t(words))),
    ),
  );
}

/** @param {string} state @param {any} services */
function lockCell(state, services) {
  if (state === "unlocked") {
    return el("button", { type: "button", class: "lock", id: "lock", on: { click: services.lock } }, icon("lock"), el("span", {}, t("lock.now")));
  }
  return el("a", { href: "#/unlock", class: "lock" }, icon("unlock"), el("span", {}, t("unlock.short")));
}

/** @returns {Promise<{name: string, state: "none" | "locked" | "unlocked" | "write_only" | "revoked"}>} */
async function state() {
  let own;
  try {
    own = visit();
  } catch {
    return { name: t("app.title"), state: "none" };
  }
  const name = own.name || (await numberOf(own.device));
  if (own.revoked) return { name, state: "revoked" };
  if (own.unlocked) return { name, state: "unlocked" };
  return { name, state: own.writeOnly ? "write_only" : "locked" };
}

/** While locked a visit is called by its number alone. @param {string} device */
export async function numberOf(device) {
  const rows = await visitRows();
  return t("visits.number", { n: String(rows.findIndex((row) => row.device === device) + 1) });
}
