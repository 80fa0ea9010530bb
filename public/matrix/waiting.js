// Strokes that a session's end, or a lost network, left in this tab: the table sends them once it is opened.
import { kept } from './keptInTab.js';

const notice = document.querySelector('[data-waiting]');
if (notice && kept(notice.dataset.waiting)) notice.hidden = false;
