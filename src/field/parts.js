/** What is read after the first page stands: the other pages, the forms, the check-lists, sealing. */

import { sealing } from "./seals.js";

/** @type {Promise<unknown> | null} */
let asked = null;

/** Every form and page that is not of the shell; asked for once. */
export function parts() {
  asked ??= Promise.all([
    import("./forms/index.js"),
    import("./checklists.js"),
    import("./pages/entries.js"),
    import("./pages/entry.js"),
    import("./pages/transmit.js"),
    import("./pages/device.js"),
    import("./pages/settings.js"),
    signInPage(),
    sealing(),
  ]).then(() => dispatchEvent(new CustomEvent("field-forms")));
  return asked;
}

/** The page on which one signs in: the first one where there is no visit yet. */
export function signInPage() {
  return import("./pages/sign_in.js");
}
