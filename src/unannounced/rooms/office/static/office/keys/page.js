// @ts-check
/** What the pages of keys share: sentences, what is said in the status line, and acts handed to the office. */

/** A failure that has words of its own. */
export class Said extends Error {}

/** @param {string} name @returns {string} the sentence of that name, in the reader's language */
export function word(name) {
  for (const held of document.querySelectorAll("template[data-words]")) {
    const found = held instanceof HTMLTemplateElement ? held.content.querySelector(`[data-word="${name}"]`) : null;
    if (found) return found.textContent?.trim() ?? name;
  }
  return name;
}

/**
 * Say something where it is seen and heard.
 * @param {string} text empty takes it away
 * @param {"" | "error" | "success"} [how]
 */
export function say(text, how = "") {
  const line = document.querySelector("[data-said]");
  if (!(line instanceof HTMLElement)) return;
  line.textContent = text;
  line.className = how ? `notice ${how}` : "notice";
  line.hidden = text === "";
}

/** @template {Element} T @param {ParentNode} root @param {string} selector @param {new () => T} kind @returns {T | null} */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  return found instanceof kind ? found : null;
}

/** @template {Element} T @param {ParentNode} root @param {string} selector @param {new () => T} kind @returns {T} */
export function need(root, selector, kind) {
  const found = find(root, selector, kind);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** @param {string} address @returns {Promise<any>} */
export async function ask(address) {
  const answer = await reached(() => fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } }));
  if (!answer.ok || answer.redirected) throw new Said(word("away"));
  return answer.json();
}

/**
 * Hand an act to the office: the same address and fields as its form. Returns the page that is shown afterwards.
 * @param {string} address
 * @param {Record<string, string | Blob> | FormData} fields bytes go as a file
 * @returns {Promise<Document>}
 */
export async function handIn(address, fields) {
  const token = need(document, "[name=csrfmiddlewaretoken]", HTMLInputElement).value;
  const given = fields instanceof FormData ? Array.from(fields) : Object.entries(fields);
  const every = [...given.filter(([name]) => name !== "csrfmiddlewaretoken"), ["csrfmiddlewaretoken", token]];
  const body = every.some(([, value]) => typeof value !== "string") ? new FormData() : new URLSearchParams();
  for (const [name, value] of every) {
    if (typeof value === "string") body.append(String(name), value);
    else if (body instanceof FormData) body.append(String(name), value, "sealed");
  }
  const answer = await reached(() => fetch(address, { method: "POST", body, credentials: "same-origin" }));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok && answer.redirected && page.querySelector(".room-office main")) return page;
  const why = page.querySelectorAll(".refusal-reason, .refusal-instead, .field-problems, main [role=alert]");
  const said = Array.from(why, (one) => one.textContent?.replace(/\s+/g, " ").trim()).filter(Boolean);
  throw new Said([word("refused"), ...said].join(" "));
}

/** @param {() => Promise<Response>} going @returns {Promise<Response>} */
export async function reached(going) {
  try {
    return await going();
  } catch {
    throw new Said(word("away"));
  }
}

/** Let the browser draw before something that takes long. @returns {Promise<void>} */
export function drawn() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/**
 * Do something, its buttons resting meanwhile, and say what went wrong.
 * @param {Element} part
 * @param {() => Promise<void>} doing
 */
export async function busily(part, doing) {
  const buttons = Array.from(part.querySelectorAll("button")).filter((one) => !one.disabled);
  for (const button of buttons) button.disabled = true;
  say(word("working"));
  await drawn();
  try {
    await doing();
  } catch (problem) {
    say(problem instanceof Said ? problem.message : word("failed"), "error");
    if (!(problem instanceof Said)) console.warn(String(problem));
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}
