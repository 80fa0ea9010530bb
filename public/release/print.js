// The browser's own menu prints as well; this button only saves a search.
const button = document.querySelector('[data-print]');
button.hidden = false;
button.addEventListener('click', () => print());
