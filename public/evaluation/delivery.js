// A mark leaves for the gradebook within seconds: its state is looked at again, a few times, and put in place.
const DELAYS = [1500, 3000, 6000, 12000];

const underWay = () => document.querySelector('[data-piece] [data-under-way]');

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const waiting of document.querySelectorAll('[data-piece] [data-under-way]')) {
    const place = waiting.closest('[data-piece]');
    const news = fresh.querySelector(`[data-piece="${CSS.escape(place.dataset.piece)}"]`);
    if (news && !place.contains(document.activeElement)) place.innerHTML = news.innerHTML;
  }
}

for (const delay of DELAYS) {
  if (!underWay()) break;
  await new Promise((resolve) => {
    setTimeout(resolve, delay);
  });
  if (underWay()) await look().catch(() => {});
}
