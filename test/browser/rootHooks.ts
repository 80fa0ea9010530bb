import { closeSharedChromium } from './chromium.js';

/** Run once in each process of a run, or after each file where files run side by side. */
export const mochaHooks = { afterAll: closeSharedChromium };
