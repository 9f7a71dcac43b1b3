// @ts-check
/**
 * Copies a citation or an address. The buttons are hidden until this has run: without it the text is selected by hand.
 *
 * Markup: `<button hidden data-copy="id of the text" data-copied="Copied">`, and one `[data-copy-status]` that says it.
 */

/**
 * The text to copy: what an element says, or where a link leads.
 * @param {Element} element
 * @returns {string}
 */
export function textOf(element) {
  return element instanceof HTMLAnchorElement ? element.href : (element.textContent ?? "").trim();
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source) return;
  const status = document.querySelector("[data-copy-status]");
  try {
    await navigator.clipboard.writeText(textOf(source));
  } catch {
    const selection = getSelection(); // not allowed here: the text is selected, and the keys copy it
    selection?.selectAllChildren(source);
    return;
  }
  if (status) status.textContent = button.dataset.copied ?? "";
  const said = button.textContent;
  button.textContent = button.dataset.copied ?? said;
  setTimeout(() => (button.textContent = said), 2000);
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.removeAttribute("hidden");
  button.addEventListener("click", () => void copy(button));
}
