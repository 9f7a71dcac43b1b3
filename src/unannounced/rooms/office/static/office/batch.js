// @ts-check
/**
 * The progress of a batch: asks every second how far it is, moves the bar, and says it aloud every five seconds.
 * When nothing goes on any more it shows what came of it. Without it there is a link to look again.
 */

const EVERY = 1000; // milliseconds between two questions
const SAID_EVERY = 5; // questions between two sentences for those who listen

/**
 * What the office answers.
 * @typedef {{ moving: boolean, n: number, of: number, doing: string, words: string, over: string }} Far
 */

/**
 * Shows how far it is.
 * @param {HTMLElement} place
 * @param {Far} far
 * @param {boolean} aloud whether the line that is read aloud changes as well
 */
export function show(place, far, aloud) {
  const bar = place.querySelector("progress");
  const doing = place.querySelector("#progress-doing");
  const words = place.querySelector(".progress-words");
  if (bar instanceof HTMLProgressElement && far.of > 0) {
    bar.max = far.of;
    bar.value = far.n;
  }
  if (doing) doing.textContent = far.doing;
  if (words && aloud) words.textContent = far.words;
}

/**
 * Asks once; whether to ask again.
 * @param {HTMLElement} place
 * @param {number} times how often was asked before
 * @returns {Promise<boolean>}
 */
async function ask(place, times) {
  const answer = await fetch(place.dataset.batch ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return true; // the office is busy, or nobody is signed in: the link is there
  /** @type {Far} */
  const far = await answer.json();
  if (far.moving) {
    show(place, far, times % SAID_EVERY === 0);
    return true;
  }
  const words = place.querySelector(".progress-words");
  if (words) words.textContent = far.over;
  window.setTimeout(() => window.location.reload(), EVERY);
  return false;
}

/** @param {HTMLElement} place */
function follow(place) {
  let times = 0;
  const again = () => {
    ask(place, (times += 1))
      .catch(() => true)
      .then((more) => {
        if (more) window.setTimeout(again, EVERY);
      });
  };
  place.querySelector("[data-without-script]")?.setAttribute("hidden", "");
  window.setTimeout(again, EVERY);
}

for (const place of document.querySelectorAll("[data-batch]")) {
  if (place instanceof HTMLElement) follow(place);
}
