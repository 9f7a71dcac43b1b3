// @ts-check
/** A worker that cleans beside the page: a `File` comes, `{bytes, type, cleaned}` goes; without `bytes` where nothing was cleaned. */

import { cleanAny } from "./any.js";

addEventListener("message", async ({ data: file }) => {
  const { bytes, type, cleaned } = await cleanAny(new Uint8Array(await file.arrayBuffer()), file.type);
  postMessage({ bytes: cleaned ? bytes : null, type, cleaned });
});
