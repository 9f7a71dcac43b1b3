// Says every half minute that somebody is still in the paragraph, and shows who else is. Without it the page says who
// was there when it was loaded.

const place = document.getElementById("present");

async function ask() {
  if (!(place instanceof HTMLElement) || document.hidden) return;
  try {
    const answer = await fetch(place.dataset.url ?? "", { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const said = (await answer.text()).trim();
    if (said !== place.innerHTML.trim()) place.innerHTML = said;
  } catch {
    // no network: what the page shows stays
  }
}

if (place) setInterval(ask, 30_000);
