/** Words for people: whole sentences by key, one JSON file for each language, English where one is missing. */

/** @typedef {string | Record<string, string>} Said */

/** @type {Record<string, Said>} */
let words = {};
/** @type {Record<string, Said>} */
let fallback = {};
let language = "en";
/** @type {Intl.PluralRules} */
let plural = new Intl.PluralRules("en");

/**
 * The languages the app has: code, name in that language, direction.
 * @type {{code: string, name: string, direction: "ltr" | "rtl"}[]}
 */
export let languages = [];

/**
 * Use these words from now on.
 * @param {string} code
 * @param {Record<string, Said>} own
 * @param {Record<string, Said>} [english]
 */
export function useWords(code, own, english = own) {
  language = code;
  words = own;
  fallback = english;
  plural = new Intl.PluralRules(code);
}

/** The code of the language in use. */
export function languageInUse() {
  return language;
}

/**
 * The language to begin with: the one chosen before, else the first of the browser's that there is, else English.
 * @param {string} chosen
 * @param {readonly string[]} wanted
 * @param {string[]} there
 */
export function bestLanguage(chosen, wanted, there) {
  for (const code of [chosen, ...wanted]) {
    const short = (code || "").toLowerCase().split("-", 1)[0] ?? "";
    if (there.includes(short)) return short;
  }
  return "en";
}

/**
 * Load a language and its direction; English stands behind it.
 * @param {string} chosen
 */
export async function loadWords(chosen) {
  const english = loaded("en");
  languages = await loaded("index");
  const code = bestLanguage(chosen, navigator.languages ?? [], languages.map((one) => one.code));
  useWords(code, code === "en" ? await english : await loaded(code), await english);
  document.documentElement.lang = code;
  document.documentElement.dir = languages.find((one) => one.code === code)?.direction ?? "ltr";
}

/** @param {string} name */
async function loaded(name) {
  return (await fetch(new URL(`words/${name}.json`, import.meta.url))).json();
}

/**
 * The sentence of `key` with its values; numbers are written as the language writes them, `{n}` chooses the plural.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const said = words[key] ?? fallback[key];
  if (said === undefined) return key;
  const sentence = typeof said === "string" ? said : (said[plural.select(Number(values.n))] ?? said.other ?? key);
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => written(values[name], whole));
}

/** Whether there are words for `key`. @param {string} key */
export function hasWords(key) {
  return (words[key] ?? fallback[key]) !== undefined;
}

/**
 * @param {string | number | undefined} value
 * @param {string} otherwise
 */
function written(value, otherwise) {
  if (value === undefined) return otherwise;
  return typeof value === "number" ? value.toLocaleString(language) : value;
}

/**
 * A day in the words of the language: 1 December 2026.
 * @param {string} day YYYY-MM-DD
 */
export function dayInWords(day) {
  const moment = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(moment.getTime())) return day;
  return moment.toLocaleDateString(language === "en" ? "en-GB" : language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/**
 * So many bytes as people say it.
 * @param {number} bytes
 */
export function sizeInWords(bytes) {
  /** @type {[number, string][]} */
  const units = [
    [1024 ** 3, "size.gigabytes"],
    [1024 ** 2, "size.megabytes"],
    [1024, "size.kilobytes"],
  ];
  const [unit, key] = units.find(([limit]) => bytes >= limit) ?? [1024, "size.kilobytes"];
  return t(key, { n: Math.round((bytes / unit) * 10) / 10 });
}
