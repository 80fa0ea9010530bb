// Where the picker had to open in a tab of its own, the answer still goes through the frame that waits in the
// platform's page: Moodle takes chosen content from its dialog alone.
const form = document.querySelector('[data-return]');
const frame = waitingFrame();

if (frame) {
  frame.name = `attendus-${crypto.randomUUID()}`;
  form.target = frame.name;
  form.hidden = true;
  document.querySelector('[data-returned]').hidden = false;
}
form.requestSubmit();
if (frame) await closeOnceTaken(frame);

/** The frame that opened this tab, while it is still on our page. */
function waitingFrame() {
  const { opener } = window;
  return opener && opener !== opener.top && isOurs(opener) ? opener : undefined;
}

function isOurs(other) {
  try {
    return other.location.origin === location.origin;
  } catch {
    return false; // the platform's
  }
}

async function closeOnceTaken(taker) {
  for (let tries = 0; tries < 50 && isOurs(taker); tries += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  if (!isOurs(taker)) window.close();
}
