document.querySelector('[data-return]').requestSubmit();
