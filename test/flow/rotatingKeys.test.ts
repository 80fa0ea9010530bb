import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import { Lesson } from '../support/lesson.js';

const HOUR = 3600;

describe('rotating the keys that sign to a platform', () => {
  eachApp((app) => {
    const keyIds = async () => {
      const { keys } = await app().services.keySet();
      return keys.map((key) => (key as { kid: string }).kid);
    };
    const rotate = () => app().services.registrar.rotateKeys({ immediately: false });

    /** A new token is asked for, signed with the key of the moment. */
    async function publishAt(seconds: number, title: string): Promise<void> {
      app().advance(seconds);
      const lesson = await Lesson.start(app(), { title });
      await lesson.publish('5', [4, 3]);
      await app().delivered();
      assert.equal(lesson.mark('5'), 17.5, title);
    }

    it('lets marks through before, while and after the keys change', async () => {
      const [first] = await keyIds();
      await publishAt(0, 'avant');
      await rotate();
      await publishAt(2 * HOUR, 'pendant');
      const both = await keyIds();
      assert.equal(both.length, 2);
      await publishAt(23 * HOUR, 'juste après');
      await publishAt(2 * HOUR, 'longtemps après');
      assert.deepEqual(
        await keyIds(),
        both.filter((keyId) => keyId !== first),
      );
    });
  });
});
