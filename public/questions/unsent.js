// What is typed and not sent yet outlives the sending of another form, a reload, the end of a session: in this tab.
for (const form of document.querySelectorAll('[data-unsent]')) {
  const { unsent: key } = form.dataset;
  const { text, entry } = form.elements;

  restore();
  text.addEventListener('input', () =>
    store((tab) => tab.setItem(key, JSON.stringify([entry.value, text.value]))),
  );

  function restore() {
    const found = store((tab) => tab.getItem(key));
    if (found === null) return;
    const [id, typed] = JSON.parse(found);
    // It was sent: its own name stands on the page.
    if (typed.trim() === '' || document.getElementById(`message-${id}`))
      return store((tab) => tab.removeItem(key));
    if (text.value !== '' && text.value !== typed) return;
    entry.value = id;
    text.value = typed;
    for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details'))
      fold.open = true;
  }
}

function store(act) {
  try {
    return act(sessionStorage) ?? null;
  } catch {
    // A frame may have no storage: the page itself keeps what was typed.
    return null;
  }
}
