// @ts-check
/** What the scripts of the intake room have in common: parts of a page, its sentences, the room, the lists of words. */

import { Room } from "./room.js";

/** The room lies two folders above every page: `/uk/write/`. */
export const ROOM = new Room(new URL("../../", location.href));

/**
 * A part of the page that has to be there.
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(within, selector) {
  const found = within.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`${selector} is missing`);
  return found;
}

/**
 * The sentences of a page, by name.
 * @param {HTMLElement} place
 * @returns {(name: string, facts?: Record<string, string | number>) => string}
 */
export function sentencesOf(place) {
  /** @type {Record<string, string>} */
  const sentences = JSON.parse(place.dataset.sentences ?? "{}");
  return (name, facts = {}) => (sentences[name] ?? "").replace(/\{(\w+)\}/g, (all, fact) => (fact in facts ? String(facts[fact]) : all));
}

/**
 * The list of words of a language.
 * @param {string} language
 * @returns {Promise<string[]>}
 */
export async function wordsOf(language) {
  const answer = await fetch(new URL(`api/words/${language}.json`, new URL("../../", location.href)), { credentials: "omit" });
  return answer.json();
}

/** Show words, or nothing. @param {HTMLElement} place @param {string} words */
export function say(place, words) {
  place.textContent = words;
  place.hidden = !words;
}
