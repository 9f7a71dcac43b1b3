// @ts-check
/** A worker that solves challenges beside the page: `{challenge}` comes, `{challenge, number}` goes; `number` is decimal. */

import { solve } from "./working.js";

addEventListener("message", ({ data }) => postMessage({ challenge: data.challenge, number: solve(data.challenge) }));
