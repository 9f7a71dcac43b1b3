/** Starts the app: words, settings, the visit in hand; draws the page the address asks for. */

import "./pages/home.js";
import { drawFrame } from "./frame.js";
import * as journal from "./journal.js";
import { lockByItself } from "./locking.js";
import { parts, signInPage } from "./parts.js";
import { asked, go, registerPage } from "./routes.js";
import { choose, current, lock, onSession, unlocked, visit } from "./session.js";
import { loadSettings, settings } from "./settings.js";
import { visitRows } from "./store.js";
import { isCode } from "./typed.js";
import { announce, tell, untell } from "./ui.js";
import { loadWords, t } from "./words.js";
import { drawUnlock } from "./pages/unlock.js";
import { isWriting, leave, remembered, render as renderWrite } from "./pages/write.js";
import { beingWritten } from "./writing.js";

registerPage({ route: "write", words: "write.title", needs: "visit", render: renderWrite });

/** A code in the address is read once and taken out of it. */
export const handed = { code: "" };

const services = {
  t,
  go,
  tell,
  announce,
  remembered,
  visit,
  lock: quickLock,
  entries: journal.entries,
  openEntry: journal.openEntry,
  openAttachment: journal.openAttachment,
  attach: journal.attach,
  detach: journal.detach,
  drafts: journal.drafts,
  handed,
};

/** Close everything at once: keys, words on the screen, in every tab. */
function quickLock() {
  lock();
}

/** Pages that stand before the forms are read. */
const STANDS_AT_ONCE = new Set(["", "#/", "#/unlock"]);

let drawing = 0;

/** Draw the page of the address. */
async function draw() {
  drawing += 1;
  const mine = drawing;
  if (isWriting()) await leave();
  await leftDrafts();
  if (!hasVisit()) await signInPage();
  if (!STANDS_AT_ONCE.has(location.hash) && location.hash !== "#/sign-in") await parts();
  else if (hasVisit() && location.hash === "#/sign-in") await signInPage();
  const { page, params } = asked(location.hash);
  const container = document.createElement("div");
  container.className = "stack";
  const shown = hasVisit() || page?.route === "device" || page?.route === "settings" ? page : asked("#/sign-in").page;
  if (!shown) return go("#/");
  document.title = `${t(shown.words)} · ${t("app.title")}`;
  try {
    if (needsUnlocking(shown)) await drawUnlock(container, shown, services);
    else await shown.render(container, params, services);
  } catch (problem) {
    if (mine === drawing) tell(problem);
  }
  if (mine !== drawing) return;
  const main = /** @type {HTMLElement} */ (document.getElementById("page"));
  main.replaceChildren(container);
  await drawFrame(shown, services);
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** @param {import("./routes.js").Page} page */
function needsUnlocking(page) {
  if (page.needs === "open") return !visit().readable;
  return page.needs === "unlocked" && !visit().unlocked;
}

function hasVisit() {
  try {
    return Boolean(current());
  } catch {
    return false;
  }
}

/** Drafts that nobody can read back become unfinished entries. */
async function leftDrafts() {
  if (!hasVisit() || !(current().writeOnly || current().revoked)) return;
  const left = await journal.queueLeftDrafts(current(), await beingWritten());
  if (left) announce(t("write.left_queued", { n: left }));
}

/** Take the code out of the address before anything else is drawn. */
function takeCode() {
  const typed = decodeURIComponent(location.hash.slice(1));
  if (!typed || !isCode(typed)) return;
  handed.code = typed;
  history.replaceState(null, "", `${location.pathname}#/sign-in`);
}

/** @param {string} what happened to the session */
function sessionChanged(what) {
  if (what === "changed") {
    dispatchEvent(new CustomEvent("field-changed"));
    return;
  }
  if (hasVisit()) sessionStorage.setItem("visit", current().device);
  untell();
  if (what === "locked" && location.hash && !["#/", "#/sign-in"].includes(location.hash)) return go("#/");
  draw();
}

async function start() {
  takeCode();
  loadSettings();
  const [rows] = await Promise.all([visitRows(), loadWords(settings().language)]);
  addEventListener("hashchange", () => {
    takeCode();
    untell();
    draw();
  });
  const before = rows.find((row) => row.device === sessionStorage.getItem("visit")) ?? rows[0] ?? null;
  if (before) choose(before);
  onSession(sessionChanged);
  await draw();
  document.documentElement.dataset.ready = "yes";
  performance.mark("ready");
  lockByItself(() => unlocked() !== null || isWriting());
  await parts().catch(tell); // what is missing of the forms does not stop locking and transmitting
  performance.mark("forms");
  const [{ transmitByItself }, { keepApp }] = await Promise.all([import("./transmitting.js"), import("./versions.js")]);
  transmitByItself();
  await keepApp();
}

/** What is being written is sealed before the page goes away. */
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && dispatchEvent(new CustomEvent("field-hidden")));

start().catch(tell);
