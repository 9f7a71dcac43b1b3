// @ts-check
/** Names of files and ways to them, which say on whose device something lay, or on which day it was taken. */

const LEADS_OUT = /^(?:https?|ftp|mailto|tel|sip|sms|urn|data):/i;
const FILE = /[\\/]|\.(?:jpe?g|jfif|png|gif|webp|hei[cf]|tiff?|bmp|svg|emf|wmf|mp4|mov|docx?|xlsx?|pptx?|pdf|od[tsp])$/i;

/** Whether these words are the name of a file, or a way to one. @param {string} words @returns {boolean} */
export function isOfFile(words) {
  return FILE.test(words.trim()) && !LEADS_OUT.test(words.trim());
}

/** Whether a target leads to a file on a device, and not into the network or into the same document. @param {string} target */
export function isLocal(target) {
  return !LEADS_OUT.test(target) && !target.startsWith("#");
}

/** The name of a file without the way to it. @param {string} way @returns {string} */
export function nameIn(way) {
  return way.split(/[\\/]|%5c|%2f/i).at(-1) ?? "";
}

/** Words with the ways to files in them cut down to the names. @param {string} words @returns {string} */
export function withoutWays(words) {
  return words.replace(/(?:file:[\\/]+|\b[A-Za-z]:[\\/]|\\\\)[^"<>|]*?([^"<>|\\/]*)(?=["<>|]|$)/gi, "$1");
}
