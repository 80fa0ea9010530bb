// How far the learner's own level is from the teacher's, as the teacher chooses. The server says it of what is
// stored; the numbers are places on the scale.
function showGap(own) {
  const radios = [...own.closest('[data-criterion]').querySelectorAll('input[type="radio"]')].slice(0, -1);
  const chosen = radios.findIndex(({ checked }) => checked);
  const gap = own.dataset.own - chosen;
  const sign = gap > 0 ? '+' : gap < 0 ? '−' : '';
  own.querySelector('.own__gap').textContent =
    chosen === -1 ? '' : own.dataset.gap.replace('?', `${sign}${Math.abs(gap)}`);
}

const owns = [...document.querySelectorAll('[data-criterion] [data-own]:not([data-own=""])')];
for (const own of owns) showGap(own);
document.addEventListener('input', ({ target }) => {
  const own = target.closest('[data-criterion]')?.querySelector('[data-own]:not([data-own=""])');
  if (own) showGap(own);
});
