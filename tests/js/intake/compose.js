/** Seals and opens what tests/crafts/test_intake_in_node.py hands over on standard input; bytes are base64url. */

import { readFileSync } from "node:fs";

import { base64url, fromBase64url } from "../../../src/unannounced/rooms/intake/static/intake/codes.js";
import { composed, openedAnswer, sealedFile } from "../../../src/unannounced/rooms/intake/static/intake/composing.js";
import { receiptOf } from "../../../src/unannounced/rooms/intake/static/intake/receipt_words.js";
import { recipientOf } from "../../../src/unannounced/rooms/intake/static/intake/sealing.js";

const { words, letter, who, to, file, answer } = JSON.parse(readFileSync(0, "utf8"));
const { identity } = await receiptOf(words);
const made = await composed({ ...letter, recipient: await recipientOf(identity) }, { who, to });
const sealed = await sealedFile(fromBase64url(file), to);
const said = {
  letter: { ...made, sealed: base64url(made.sealed), who: base64url(made.who) },
  file: { ...sealed, sealed: base64url(sealed.sealed) },
  answer: await openedAnswer(fromBase64url(answer), identity),
};
process.stdout.write(JSON.stringify(said));
