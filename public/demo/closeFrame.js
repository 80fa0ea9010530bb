/** Leaves the registration page when the framed tool says that it is done (LTI Dynamic Registration §3.7). */
const frame = document.querySelector('iframe[data-closes-to]');

addEventListener('message', (event) => {
  if (!frame || event.source !== frame.contentWindow) return;
  if (event.data?.subject === 'org.imsglobal.lti.close') location.assign(frame.dataset.closesTo);
});
