import type { BackendName } from './backends.js';
import { TestApp, type TestAppOptions } from './testApp.js';

/**
 * Declares the same journey on every backend; its tests share one app and one platform, and each makes the
 * activities it needs. A test during which the app logged an error, such as a missing translation, fails.
 */
export function eachApp(define: (app: () => TestApp) => void, options: TestAppOptions = {}): void {
  const backends: readonly BackendName[] = process.env['TEST_MONGODB_URI']
    ? ['embedded', 'mongodb']
    : ['embedded'];
  for (const backend of backends) {
    describe(`on ${backend}`, () => {
      let app: TestApp;

      before(async () => {
        app = await TestApp.start({ ...options, backend });
      });
      afterEach(() => {
        app.platform.clearFaults();
        app.log.throwIfErrors();
      });
      after(() => app.close());

      define(() => app);
    });
  }
}
