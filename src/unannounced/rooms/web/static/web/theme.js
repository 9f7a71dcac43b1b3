// @ts-check
/**
 * Light or dark by choice, kept in this browser only (no cookie). A classic script in the head, so that
 * the first paint is right. Without it the reader's system decides.
 */
(function chooseTheme() {
  const root = document.documentElement;
  /** @returns {string | null} */
  function kept() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage refused: the system decides
    }
  }
  const theme = kept();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.removeAttribute("hidden");
      button.addEventListener("click", () => {
        const dark = root.dataset.theme
          ? root.dataset.theme === "dark"
          : matchMedia("(prefers-color-scheme: dark)").matches;
        root.dataset.theme = dark ? "light" : "dark";
        try {
          localStorage.setItem("theme", root.dataset.theme);
        } catch {
          // not kept; it still holds for this page
        }
      });
    }
  });
})();
