/** Posts the page's form as soon as it is there: a browser has no other way to redirect with a POST. */
document.querySelector('form[data-auto-submit]')?.submit();
