// @ts-check
/**
 * Keys of every room: `?` shows the list, `/` goes to the search, `j` and `k` move between rows,
 * `g s` goes to the States and `g h` home. While somebody types, keys are theirs.
 *
 * A page takes part by markup alone: `[data-row]` on rows, `[data-search]` or `input[type=search]`
 * on its search, `<link rel="states">`, `<link rel="home">` and `<link rel="search">` in the head.
 */

const WAIT_FOR_SECOND_KEY = 1200; // milliseconds

/** Keys after `g`, and the link in the head that says where they go. @type {Record<string, string>} */
const GO = { s: "states", h: "home" };

let afterG = 0;

/**
 * Is somebody typing or choosing in `target`?
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
export function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select") !== null)
  );
}

/**
 * What takes the focus in a row: the row itself, or the first thing in it that can.
 * @param {HTMLElement} row
 * @returns {HTMLElement}
 */
function handle(row) {
  if (row instanceof HTMLDetailsElement) return row.querySelector("summary") ?? row;
  if (row.matches("a[href], button, [tabindex]")) return row;
  return row.querySelector("a[href], summary, button") ?? row;
}

/**
 * Moves the focus by one row.
 * @param {1 | -1} step
 * @returns {boolean} whether there was a row to go to
 */
export function moveRow(step) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-row]")]).filter(
    (row) => row.getClientRects().length > 0,
  );
  if (rows.length === 0) return false;
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  const row = rows[next];
  const target = handle(row);
  if (target === row && !row.matches("a[href], button, [tabindex]")) row.tabIndex = -1;
  target.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

/**
 * Goes to the search of the page, or else to that beside the nav, or else to the page that searches.
 * @returns {boolean} whether there was a search
 */
function goToSearch() {
  const search =
    document.querySelector("main [data-search], main input[type=search]") ??
    document.querySelector("[data-search], input[type=search]");
  if (!(search instanceof HTMLElement)) return go("search");
  search.focus();
  return true;
}

/**
 * @param {string} rel
 * @returns {boolean} whether there was somewhere to go
 */
function go(rel) {
  const link = document.querySelector(`link[rel="${rel}"]`);
  if (!(link instanceof HTMLLinkElement)) return false;
  location.assign(link.href);
  return true;
}

/** @returns {boolean} */
function showKeys() {
  const list = document.querySelector("#keys");
  if (!(list instanceof HTMLDialogElement) || list.open) return false;
  list.showModal();
  return true;
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key did something here
 */
function answer(event) {
  if (afterG && event.timeStamp - afterG < WAIT_FOR_SECOND_KEY && event.key in GO) {
    afterG = 0;
    return go(GO[event.key]);
  }
  afterG = event.key === "g" ? event.timeStamp : 0;
  switch (event.key) {
    case "?":
      return showKeys();
    case "/":
      return goToSearch();
    case "j":
      return moveRow(1);
    case "k":
      return moveRow(-1);
    default:
      return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement instanceof HTMLElement && document.activeElement.closest(".fact")) {
    document.activeElement.blur();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (answer(event)) event.preventDefault();
});
