// Evaluating without the mouse: digits pick a level, letters move. Only while a criterion has the focus, so
// that nothing happens by surprise.
const criteria = [...document.querySelectorAll('[data-criterion]')];
const help = document.querySelector('[data-keys]');
const opener = document.querySelector('[data-keys-open]');

const radios = (criterion) => [...criterion.querySelectorAll('input[type="radio"]')];

function enter(criterion) {
  const choices = criterion ? radios(criterion) : [];
  const target = choices.find((radio) => radio.checked) ?? choices[0];
  target?.focus({ focusVisible: true });
  criterion?.scrollIntoView({ block: 'nearest' });
}

const beside = (criterion, step) => criteria[criteria.indexOf(criterion) + step];

function choose(criterion, radio) {
  if (!radio) return;
  radio.focus({ focusVisible: true });
  radio.click();
  enter(beside(criterion, 1));
}

function comment(criterion) {
  const remark = criterion.querySelector('details');
  remark.open = true;
  remark.querySelector('textarea').focus();
}

/** Digits by their place: on a French keyboard they need Shift, and `1` is `&`. */
function action({ code, key }, criterion) {
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(code)?.[1];
  const levels = radios(criterion).slice(0, -1);
  if (digit && key !== '?') return levels[digit - 1] && (() => choose(criterion, levels[digit - 1]));
  const actions = {
    n: () => choose(criterion, radios(criterion).at(-1)),
    j: () => enter(beside(criterion, 1)),
    k: () => enter(beside(criterion, -1)),
    c: () => comment(criterion),
    '?': () => help.showModal(),
    Enter: () => enter(beside(criterion, 1)),
  };
  return actions[key.length === 1 ? key.toLowerCase() : key];
}

/** Publishes and goes on, from wherever the hand is. */
function goOn(event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return false;
  if (document.querySelector('dialog[open]')) return false;
  const next = document.querySelector('[data-go-on]');
  if (!next) return false;
  event.preventDefault();
  next.click();
  return true;
}

document.addEventListener('keydown', (event) => {
  if (goOn(event)) return;
  const criterion = event.target.closest('[data-criterion]');
  if (!criterion || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('textarea')) {
    if (event.key === 'Escape') enter(criterion);
    return;
  }
  if (event.target.matches('summary, button, a')) return;
  const act = action(event, criterion);
  if (!act) return;
  event.preventDefault();
  act();
});

// Who goes from one learner to judge to the next finds the first open criterion under their hand.
if (document.querySelector('[data-begin]')) {
  enter(criteria.find((criterion) => !radios(criterion).some(({ checked }) => checked)) ?? criteria[0]);
  // What became of the learner before is heard with it.
  if (document.querySelector('#told-before'))
    document.activeElement.setAttribute('aria-describedby', 'told-before');
}

opener.hidden = false;
opener.addEventListener('click', () => help.showModal());
