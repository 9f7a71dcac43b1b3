/** Check-lists of the visit: chosen, filled in page by page, sealed as any other entry; read again with their words. */

import { keyOf, Filling } from "./checklists/filling.js";
import { idOf, question } from "./checklists/questions.js";
import { files } from "./forms/showing.js";
import { registerForm } from "./forms.js";
import { button, choice, el, empty, field, placeField } from "./ui.js";
import { languageInUse, t } from "./words.js";

/**
 * @typedef {import("./forms.js").Draft} Draft
 * @typedef {import("./checklists/filling.js").Page} Page
 * @typedef {import("./checklists/filling.js").Asked} Asked
 * @typedef {{id: string, form_id: string, version: string, title: string, xform: string}} Checklist
 */

/** The check-lists on the screen, by the id of their draft: what `problems` looks at. @type {Map<string, Walk>} */
const walks = new Map();

registerForm({
  form: "checklist",
  name: "checklist",
  kind: "observation",
  icon: "checklist",
  words: "checklist.title",
  order: 75,
  needs: "unlocked",
  title: (entry) => entry.text,
  problems: (draft) => walks.get(draft.id)?.problems() ?? [{ field: "checklist-choose", message: t("checklist.none_chosen") }],
  render,
  show,
});

/** @param {string} text */
function parsed(text) {
  return new DOMParser().parseFromString(text, "application/xml");
}

/** @param {Draft} draft @param {Checklist[]} lists */
function listOf(draft, lists) {
  const { form_id: id, version } = draft.entry.details;
  return lists.find((one) => one.form_id === id && one.version === version) ?? lists.find((one) => one.form_id === id);
}

/** @param {HTMLElement} container @param {Draft} draft @param {any} services */
function render(container, draft, services) {
  const lists = /** @type {Checklist[]} */ (services.visit().checklists);
  walks.clear();
  if (!draft.entry.details.form_id) return choosing(container, draft, services, lists);
  const list = listOf(draft, lists);
  if (!list) {
    container.append(el("p", { class: "warning" }, t("checklist.gone")));
    walks.set(draft.id, /** @type {any} */ ({ problems: () => [] }));
    return;
  }
  const walk = new Walk(container, draft, services, list);
  walks.set(draft.id, walk);
  walk.draw();
}

/** @param {HTMLElement} container @param {Draft} draft @param {any} services @param {Checklist[]} lists */
function choosing(container, draft, services, lists) {
  if (!lists.length) {
    container.append(empty(t("checklist.empty")));
    return;
  }
  const begin = (/** @type {Checklist} */ list) => {
    draft.entry.details = { checklist: list.id, form_id: list.form_id, version: list.version, instance: "" };
    draft.entry.text = list.title;
    container.replaceChildren();
    render(container, draft, services);
  };
  const buttons = lists.map((one) => el("li", {}, button(one.title, { icon: "checklist", main: true, on: () => begin(one) })));
  container.append(el("h2", { id: "checklist-choose", tabindex: "-1" }, t("checklist.which")), el("ul", { class: "plain stack" }, buttons));
}

/** One check-list being walked through, page by page. */
class Walk {
  /** @param {HTMLElement} container @param {Draft} draft @param {any} services @param {Checklist} list */
  constructor(container, draft, services, list) {
    this.container = container;
    this.draft = draft;
    this.services = services;
    this.list = list;
    const { instance, version } = draft.entry.details;
    this.changedSince = Boolean(instance) && version !== list.version;
    this.filling = new Filling(parsed(list.xform), { language: languageInUse(), uid: draft.entry.id, instance: instance ? parsed(instance) : undefined });
    this.key = "";
    this.shownProblems = false;
    draft.entry.details.version = list.version;
    draft.entry.details.checklist = list.id;
  }

  /** @returns {Page[]} */
  get pages() {
    return this.filling.pages();
  }

  /** Where one is: the page last shown, or the first after it that is still asked. */
  get place() {
    const found = this.pages.findIndex((one) => one.key === this.key);
    return found < 0 ? (this.key === "end" ? this.pages.length : 0) : found;
  }

  /** Put the instance into the draft; the shell seals it soon. */
  keep() {
    this.draft.entry.details.instance = this.filling.instance();
    this.services.changed();
  }

  /** @param {Asked} asked @param {string} text */
  answered(asked, text) {
    const before = this.shapeOfPage();
    this.filling.answer(asked.node, text);
    this.keep();
    if (before !== this.shapeOfPage()) this.draw(idOf(asked));
  }

  /** What would make the page look otherwise: its questions, their words and what is reckoned on it. */
  shapeOfPage() {
    const page = this.pages[this.place];
    if (page?.kind !== "questions") return "";
    return page.asked.map((one) => [keyOf(one.node), this.filling.words(one.control.label, one.node), this.filling.isReadOnly(one.node) ? one.node.text : "", JSON.stringify(this.filling.choices(one))].join()).join("|");
  }

  /** @param {number} to */
  go(to) {
    this.key = this.pages[to]?.key ?? (to >= this.pages.length ? "end" : this.pages[0]?.key ?? "end");
    this.draw("checklist-where");
  }

  /** Draw the page one is on. @param {string} [focus] the id of what has the focus afterwards */
  draw(focus) {
    const { pages, place } = this;
    this.key = pages[place]?.key ?? "end";
    const page = pages[place];
    const body = page ? (page.kind === "another" ? this.another(page) : this.questions(page)) : this.end();
    this.container.replaceChildren(...this.head(page, place, pages.length), body, this.moving(place, pages.length), this.overview(pages));
    const wanted = focus ? document.getElementById(focus) : null;
    (wanted?.matches("input, textarea, select, button, [tabindex]") ? wanted : wanted?.querySelector("input"))?.focus();
  }

  /** @param {Page | undefined} page @param {number} place @param {number} of */
  head(page, place, of) {
    const { filling } = this;
    const within = (page?.within ?? []).map(({ control, node }) => [filling.words(control.label, node), node.repeats ? String(placeIn(node)) : ""].filter(Boolean).join(" "));
    const where = page ? t("checklist.page", { n: place + 1, of }) : t("checklist.end");
    const languages = /** @type {[string, string][]} */ (filling.form.languages.filter(Boolean).map((one) => [one, one]));
    return [
      ...(this.changedSince ? [el("p", { class: "warning" }, t("checklist.changed", { version: this.list.version }))] : []),
      ...(place === 0 ? [placeField(this.draft, this.services)] : []),
      ...(place === 0 && languages.length > 1 ? [choice(t("checklist.language"), languages, { value: filling.language, onChange: (language) => this.speak(language) })] : []),
      el("p", { class: "hint", id: "checklist-where", tabindex: "-1" }, [this.list.title, ...within.filter(Boolean), where].join(" · ")),
    ];
  }

  /** @param {string} language */
  speak(language) {
    this.filling.language = language;
    this.draw();
  }

  /** @param {Extract<Page, {kind: "questions"}>} page */
  questions(page) {
    const screen = {
      filling: this.filling,
      draft: this.draft,
      services: this.services,
      answered: (/** @type {Asked} */ asked, /** @type {string} */ text) => this.answered(asked, text),
      draw: () => this.draw(),
    };
    return el("div", { class: "stack", id: "checklist-page" }, page.asked.map((one) => question(screen, one, this.shownProblems ? this.problem(one) : "")));
  }

  /** @param {Extract<Page, {kind: "another"}>} page */
  another({ control, holder }) {
    const name = this.filling.words(control.label, holder) || control.path.slice(control.path.lastIndexOf("/") + 1);
    const held = holder.children.filter((one) => one.name === control.path.slice(control.path.lastIndexOf("/") + 1));
    const add = () => {
      const made = this.filling.add(control, holder);
      this.filling.reckon();
      this.keep();
      const first = made ? this.pages.find((one) => one.kind === "questions" && one.key.startsWith(`${keyOf(made)}/`)) : undefined;
      this.key = first?.key ?? this.key;
      this.draw("checklist-where");
    };
    const remove = () => {
      const last = held.at(-1);
      if (!last || !confirm(t("checklist.remove_sure", { name, n: held.length }))) return;
      this.filling.remove(last);
      this.keep();
      this.draw("checklist-where");
    };
    return el(
      "div",
      { class: "stack", id: "checklist-page" },
      el("p", {}, t("checklist.another", { name, n: held.length })),
      button(t("checklist.add", { name }), { icon: "plus", on: add, id: "checklist-add" }),
      held.length ? button(t("checklist.remove", { name, n: held.length }), { icon: "bin", on: remove }) : null,
    );
  }

  /** What stands once everything was asked. */
  end() {
    const { answered, asked } = this.filling.answered();
    return el("div", { class: "stack", id: "checklist-page" }, el("p", {}, t("checklist.answered", { n: answered, of: asked })), ...this.missing(), el("p", { class: "hint" }, t("checklist.then_seal")));
  }

  missing() {
    const wrong = this.wrong();
    if (!wrong.length) return [];
    const rows = wrong.map(({ page, message }, number) => el("li", {}, button(message, { id: `checklist-problem-${number}`, on: () => this.go(page) })));
    return [el("h2", {}, t("checklist.missing")), el("ul", { class: "plain stack" }, rows)];
  }

  /** @param {number} place @param {number} of */
  moving(place, of) {
    const back = button(t("checklist.back"), { icon: "back", disabled: place === 0, id: "checklist-back", on: () => this.go(place - 1) });
    const next = button(place + 1 >= of ? t("checklist.to_end") : t("checklist.next"), { main: true, disabled: place >= of, id: "checklist-next", on: () => this.next(place) });
    return el("div", { class: "row" }, back, next);
  }

  /** On to the next page, unless something on this one cannot be. @param {number} place */
  next(place) {
    const page = this.pages[place];
    const wrong = page?.kind === "questions" ? page.asked.filter((one) => this.problem(one)) : [];
    this.shownProblems = wrong.length > 0;
    this.services.announce("");
    if (!wrong[0]) return this.go(place + 1);
    this.services.announce(this.problem(wrong[0]));
    return this.draw(idOf(wrong[0]));
  }

  /** Every page, to go to it. @param {Page[]} pages */
  overview(pages) {
    const select = el("select", {}, pages.map((one, place) => el("option", { value: String(place) }, `${place + 1}. ${this.nameOf(one)}`)), el("option", { value: String(pages.length) }, t("checklist.end")));
    select.value = String(this.key === "end" ? pages.length : this.place);
    select.addEventListener("change", () => this.go(Number(select.value)));
    return el("details", {}, el("summary", {}, t("checklist.overview")), field(t("checklist.go_to"), select, { id: "checklist-go" }));
  }

  /** @param {Page} page */
  nameOf(page) {
    if (page.kind === "another") return t("checklist.add", { name: this.filling.words(page.control.label, page.holder) });
    const [first] = page.asked;
    const words = first ? this.filling.words(first.control.label, first.node) || first.node.name : "";
    return words.length > 60 ? `${words.slice(0, 59)}…` : words;
  }

  /** @param {Asked} asked */
  problem({ node }) {
    return this.filling.problem(node, { required: t("checklist.must"), constraint: t("checklist.cannot_be"), whole: t("checklist.whole"), number: t("checklist.number") });
  }

  /** What is wrong now, page by page. */
  wrong() {
    return this.pages.flatMap((page, place) =>
      page.kind === "questions"
        ? page.asked.flatMap((one) => {
            const problem = this.problem(one);
            return problem ? [{ page: place, message: `${this.filling.words(one.control.label, one.node) || one.node.name}: ${problem}` }] : [];
          })
        : [],
    );
  }

  /** What keeps it from being sealed; the reader is taken to the list of it. */
  problems() {
    const wrong = this.wrong();
    this.shownProblems = wrong.length > 0;
    if (!wrong.length) {
      this.keep();
      return [];
    }
    this.key = "end";
    this.draw();
    return wrong.map(({ message }, number) => ({ field: `checklist-problem-${number}`, message }));
  }
}

/** @param {import("./checklists/xpath.js").TreeNode} node */
function placeIn(node) {
  return (node.parent?.children.filter((one) => one.name === node.name).indexOf(node) ?? 0) + 1;
}

/** Read a finished check-list again. @param {HTMLElement} container @param {import("./entry.js").Entry} entry @param {any} services */
function show(container, entry, services) {
  const details = /** @type {any} */ (entry.details);
  const list = services.visit().checklists.find((/** @type {Checklist} */ one) => one.form_id === details.form_id && one.version === details.version);
  container.append(el("p", { class: "hint" }, t("checklist.version", { title: entry.text, version: details.version })));
  if (list) container.append(answersOf(list, entry.id, details.instance));
  else container.append(el("p", { class: "warning" }, t("checklist.other_version")), bare(parsed(details.instance).documentElement));
  container.append(...files(entry, services));
}

/** @param {Checklist} list @param {string} uid @param {string} instance */
function answersOf(list, uid, instance) {
  const filling = new Filling(parsed(list.xform), { language: languageInUse(), uid, instance: parsed(instance) });
  const rows = filling.pages().flatMap((page) => (page.kind === "questions" ? page.asked.map((asked) => ({ asked, within: page.within })) : []));
  return el(
    "dl",
    { class: "facts", id: "checklist-answers" },
    rows
      .filter(({ asked }) => asked.node.text)
      .flatMap(({ asked, within }) => {
        const above = within.filter(({ node }) => node.repeats).map(({ control, node }) => `${filling.words(control.label, node)} ${placeIn(node)}`);
        return [el("dt", {}, [...above, filling.words(asked.control.label, asked.node) || asked.node.name].join(" · ")), el("dd", {}, valueOf(filling, asked))];
      }),
  );
}

/** @param {Filling} filling @param {Asked} asked */
function valueOf(filling, asked) {
  const { text } = asked.node;
  if (!["select", "select1"].includes(asked.control.kind)) return text;
  const labels = new Map(filling.choices(asked).map((one) => [one.value, one.label]));
  return (asked.control.kind === "select" ? text.split(/\s+/) : [text]).map((one) => labels.get(one) ?? one).join("; ");
}

/** Names and values as the instance has them, where the device has another version of the form. @param {Element} element */
function bare(element) {
  const leaves = [...element.querySelectorAll("*")].filter((one) => !one.children.length && one.textContent && one.parentElement?.localName !== "meta");
  return el("dl", { class: "facts" }, leaves.flatMap((one) => [el("dt", {}, one.localName), el("dd", {}, one.textContent ?? "")]));
}
