// The platform's dialog closes when told so (Dynamic Registration §3.6); a person who wants to read first has a button.
const close = () => (window.opener ?? window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
const button = document.querySelector('[data-close-registration]');
if (window.parent !== window || window.opener) {
  button.hidden = false;
  button.addEventListener('click', close);
  setTimeout(close, 1500);
}
