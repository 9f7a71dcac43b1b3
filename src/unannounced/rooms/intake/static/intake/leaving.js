// @ts-check
/** Leaving quickly: what was typed is emptied, and the page leaves the history of this window. */

for (const link of document.querySelectorAll("a[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const form of document.forms) form.reset();
    document.body.hidden = true;
    location.replace(/** @type {HTMLAnchorElement} */ (link).href);
  });
}
