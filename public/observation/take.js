// A level seen on one occasion becomes the grid's, in place. Without this file the form's own submission does it.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-take]');
  const criterion = button?.closest('[data-criterion]');
  const radio = criterion?.querySelector(`input[type="radio"][value="${CSS.escape(button.dataset.take)}"]`);
  if (!radio) return;
  event.preventDefault();
  if (!radio.checked) radio.click();
});
