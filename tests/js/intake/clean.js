/** Cleans what tests/crafts/cleaned_by.py hands over: by name, `{bytes: base64, type}`; answers with the same and `cleaned`. */

import { readFileSync } from "node:fs";

import { clean } from "../../../src/unannounced/rooms/intake/static/intake/cleaning.js";

const answers = Object.entries(JSON.parse(readFileSync(0, "utf8"))).map(([name, { bytes, type }]) => {
  const made = clean(new Uint8Array(Buffer.from(bytes, "base64")), type);
  return [name, { ...made, bytes: Buffer.from(made.bytes).toString("base64") }];
});
process.stdout.write(JSON.stringify(Object.fromEntries(answers)));
