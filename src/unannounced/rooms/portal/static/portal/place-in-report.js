// @ts-check
/**
 * A long report is read by chapters. An address made before that led to a place on one page, `#paragraph-124`:
 * if the place is not on this page, the whole report is opened there.
 */

const whole = document.querySelector("article[data-long]")?.getAttribute("data-long");
const place = decodeURIComponent(location.hash.slice(1));
if (whole && /^(paragraph|item|chapter)-/.test(place) && !document.getElementById(place)) {
  location.replace(whole + location.hash);
}
