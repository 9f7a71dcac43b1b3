/** Cleans any file that tests/crafts/cleaned_by.py hands over: by name, `{bytes: base64, type}`; answers with the same and `cleaned`. */

import { readFileSync } from "node:fs";

import { cleanAny } from "../../../src/unannounced/rooms/intake/static/intake/cleaning/any.js";

const answers = {};
for (const [name, { bytes, type }] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const made = await cleanAny(new Uint8Array(Buffer.from(bytes, "base64")), type);
  answers[name] = { ...made, bytes: Buffer.from(made.bytes).toString("base64") };
}
process.stdout.write(JSON.stringify(answers));
