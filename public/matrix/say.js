const region = document.querySelector('[data-said]');

/** Says a sentence to screen readers; the same one twice is said twice. */
export function say(text) {
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
