/** Pages by the hash of the address. A page is drawn anew each time; what is typed lies in drafts, not in pages. */

/**
 * @typedef {{route: string, words: string, icon?: string, needs?: "open" | "unlocked" | "visit", onHome?: number,
 *   bare?: boolean, render: (container: HTMLElement, params: string[], services: any) => void | Promise<void>,
 *   leave?: () => void}} Page
 */

/** @type {Map<string, Page>} */
const pages = new Map();

/** @param {Page} page */
export function registerPage(page) {
  pages.set(page.route, page);
}

/** Pages that have a link on the first page, in their order. */
export function pagesOnHome() {
  return [...pages.values()].filter((one) => one.onHome !== undefined).sort((one, other) => (one.onHome ?? 0) - (other.onHome ?? 0));
}

/** Go to another page. @param {string} hash such as `#/list` */
export function go(hash) {
  if (location.hash === hash) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = hash;
}

/**
 * What the address asks for: a page and its parameters; the first page where there is none.
 * @param {string} hash
 * @returns {{page: Page | undefined, params: string[]}}
 */
export function asked(hash) {
  const [route = "", ...params] = hash.replace(/^#\/?/, "").split("/").map(readable);
  return { page: pages.get(route), params };
}

/** @param {string} part */
function readable(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
