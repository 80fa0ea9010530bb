import type { LaunchGate } from '../platform/launchGate.js';
import { openLaunch, type LaunchServices } from './launch/launch.js';
import { continueInNewWindow, cookieHeld, startLogin, type LoginServices } from './launch/login.js';

/** Login and launch over the stores of login attempts, registrations and sessions. */
export function createLaunchGate(services: LoginServices & LaunchServices): LaunchGate {
  return {
    startLogin: (request) => startLogin(request, services),
    cookieHeld: (state, browserSecret) => cookieHeld(state, browserSecret, services),
    continueInNewWindow: (state) => continueInNewWindow(state, services),
    openLaunch: (form, secretFor) => openLaunch(form, secretFor, services),
  };
}
