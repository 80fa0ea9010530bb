/**
 * Leaves the registration page when the framed tool says that it is done (LTI Dynamic Registration §3.7).
 * No module: it must listen before the frame starts, for a quick tool is done before modules run.
 */
addEventListener('message', (event) => {
  const frame = document.querySelector('iframe[data-closes-to]');
  if (!frame || event.source !== frame.contentWindow) return;
  if (event.data?.subject === 'org.imsglobal.lti.close') location.assign(frame.dataset.closesTo);
});
