// @ts-check
/** A note or transcript and the corrected one beside it: the newest is shown, what it replaces is folded under it. */

import { need, word } from "../keys/page.js";
import { button, element, filled } from "./showing.js";

/** @typedef {import("./reading.js").Piece} Piece */

/**
 * Fold what `piece` replaces under its `article`.
 * @param {HTMLElement} place where the pieces stand
 * @param {HTMLElement} article
 * @param {Piece} piece
 */
export function foldReplaced(place, article, piece) {
  article.dataset.piece = piece.id;
  const replaced = piece.replaces ? place.querySelector(`[data-piece="${CSS.escape(piece.replaces)}"]`) : null;
  if (!replaced) return;
  replaced.querySelector(":scope > [data-correct]")?.remove();
  const folded = element("details");
  folded.append(element("summary", word("before_correction")), replaced);
  article.append(folded);
}

/**
 * A button by which whoever wrote `piece` takes its words into the form of notes, to correct them.
 * @param {HTMLElement} root
 * @param {HTMLElement} article
 * @param {Piece} piece
 * @param {string} text
 */
export function offerCorrection(root, article, piece, text) {
  if (!piece.correctable) return;
  const made = button(word("correct"), () => begin(root, piece, text), filled(word("piece"), { number: piece.number }));
  made.dataset.correct = "";
  article.append(made);
}

/** @param {HTMLElement} root @param {Piece} piece @param {string} text */
function begin(root, piece, text) {
  const form = need(root, "[data-sealed-form=note]", HTMLFormElement);
  need(form, "[name=replaces]", HTMLInputElement).value = piece.id;
  need(form, "[name=kind]", HTMLSelectElement).value = piece.kind;
  const field = need(form, "[data-text]", HTMLTextAreaElement);
  field.value = text;
  const told = need(form, "[data-corrects]", HTMLElement);
  need(told, "[data-corrects-words]", HTMLElement).textContent = filled(word("corrects"), { number: piece.number });
  told.hidden = false;
  const folded = form.closest("details");
  if (folded) folded.open = true;
  field.focus();
}

/** What is written next is a piece of its own. @param {HTMLElement} root */
export function correctNothing(root) {
  const form = need(root, "[data-sealed-form=note]", HTMLFormElement);
  need(form, "[name=replaces]", HTMLInputElement).value = "";
  need(form, "[data-corrects]", HTMLElement).hidden = true;
}
