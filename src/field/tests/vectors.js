/** The half of testdata/vectors that JavaScript makes: asked on standard input by scripts/sealing_vectors.py. */

import { readFileSync } from "node:fs";

import { base64url, blobText, closePackage, fromHex, lettersText, sha256hex } from "../codes.js";
import { armoured, lockWithPassphrase, recipientOf, seal } from "../sealing.js";

const asked = JSON.parse(readFileSync(0, "utf8"));
const coder = new TextEncoder();
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
const coded = (content) => Buffer.from(content).toString("base64");
const how = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const key = await crypto.subtle.importKey("pkcs8", bytes(asked.signing_key), how, false, ["sign"]);
const sign = async (text) => base64url(new Uint8Array(await crypto.subtle.sign(how, key, coder.encode(text))));
const recipient = await recipientOf(asked.identity);

const files = [];
const blobs = [];
for (const [name, clear] of Object.entries(asked.clear)) {
  files.push({ made_by: "javascript", name, sealed: coded(await seal(bytes(clear), recipient)) });
  const content = bytes(clear);
  if (content.length >= 65536) continue;
  const blob = { seq: 100 + blobs.length, digest: await sha256hex(content), size: content.length };
  const text = blobText({ device: asked.device, ...blob });
  blobs.push({ made_by: "javascript", content: clear, ...blob, text, signature: await sign(text) });
}
const locked = armoured(await lockWithPassphrase(asked.identity, asked.passphrase, asked.work));
const text = lettersText({ device: asked.device, after: 0 });
const said = {
  files,
  blobs,
  locked: [{ made_by: "javascript", armoured: locked }],
  closed: [{ made_by: "javascript", closed: base64url(await closePackage(asked.package, fromHex(asked.package_key))) }],
  letters: [{ made_by: "javascript", after: 0, text, signature: await sign(text) }],
};
process.stdout.write(JSON.stringify(said));
