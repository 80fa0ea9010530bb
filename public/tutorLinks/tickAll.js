// Ticks all criteria, or none.
const buttons = document.querySelector('[data-tick-all]');
buttons.hidden = false;
buttons.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (!button) return;
  for (const box of document.querySelectorAll('[name="criterion"]')) box.checked = button.value === 'all';
});
