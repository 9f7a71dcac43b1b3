/** The forms there are; each registers itself, see README.md. */

/**
 * @typedef {import("./entry.js").Begun} Begun
 * @typedef {import("./entry.js").Entry} Entry
 * @typedef {{id: string, name: string, entry: Begun, problems?: {field: string, message: string}[]}} Draft
 * @typedef {{
 *   form: string, name: string, kind: string, icon: string, words: string, order?: number, needs?: "open" | "unlocked",
 *   begin?: (draft: Draft, services: any) => void,
 *   title?: (entry: any) => string,
 *   listed?: (entry: any) => any,
 *   problems?: (draft: Draft, t: (key: string, values?: Record<string, string | number>) => string) => {field: string, message: string}[],
 *   render: (container: HTMLElement, draft: Draft, services: any) => void | Promise<void>,
 *   show?: (container: HTMLElement, entry: Entry, services: any) => void | Promise<void>
 * }} Form
 */

/** @type {Map<string, Form>} */
const registered = new Map();

/** @param {Form} form */
export function registerForm(form) {
  registered.set(form.name, form);
}

/** Every form, in the order of the first page. */
export function forms() {
  return [...registered.values()].sort((one, other) => (one.order ?? 100) - (other.order ?? 100));
}

/** @param {string} name @returns {Form | undefined} */
export function formNamed(name) {
  return registered.get(name);
}

/**
 * The form by which an entry was taken: the same form and kind, else the same form.
 * @param {{form: string, kind: string}} entry
 * @returns {Form | undefined}
 */
export function formOf({ form, kind }) {
  const same = forms().filter((one) => one.form === form);
  return same.find((one) => one.kind === kind) ?? same[0];
}
