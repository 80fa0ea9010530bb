// Shows the grid as it will be while it is chosen or edited. Without it the preview's own button does.
const DELAY_MS = 250;

/** Gives what asks for a fresh preview of a form soon. */
export function livePreview(url, form, place) {
  let timer;
  let asked = 0;
  async function refresh() {
    const mine = ++asked;
    try {
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      // A slower earlier answer must not replace a later one.
      if (answer.ok && mine === asked) place.innerHTML = await answer.text();
    } catch {
      // Offline: the preview stays as it was, and sending the form will tell.
    }
  }
  return () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, DELAY_MS);
  };
}
