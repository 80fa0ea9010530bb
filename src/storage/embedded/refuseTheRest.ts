import { NotSupported } from './notSupported.js';

/** Methods of the driver that give a cursor or a builder at once; every other one gives a promise. */
const AT_ONCE = new Set(['aggregate', 'watch', 'listSearchIndexes', 'startSession', 'withSession']);

/** Gives `ours` the methods of the driver's class that it lacks, each refusing by name. */
export function refuseTheRest(ours: object, driver: object): void {
  for (const name of methodNames(driver)) {
    if (name in ours) continue;
    const refuse = () => {
      throw new NotSupported(name);
    };
    Object.defineProperty(ours, name, { value: AT_ONCE.has(name) ? refuse : async () => refuse() });
  }
}

const methodNames = (prototype: object) =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name);
