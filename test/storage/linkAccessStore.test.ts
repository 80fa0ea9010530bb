import assert from 'node:assert/strict';
import { BadRequest } from '../../src/errors.js';
import type { LinkAccess, LinkPlace } from '../../src/platform/linkAccess.js';
import { eachStores, writesDuring } from '../support/eachStores.js';

const link: LinkPlace = {
  registrationId: 'registration-1',
  deploymentId: '1',
  contextId: '42',
  resourceLinkId: 'link-1',
};
const readAt = new Date('2040-01-15T08:00:00Z');
const told = (...excluded: string[]): LinkAccess => ({ excluded, told: true, readAt });

eachStores('LinkAccessStore', (stores, connection) => {
  const access = () => stores().linkAccess;
  const excluded = async (place = link) => (await access().get(place))?.excluded;

  it('gives back what was told last', async () => {
    assert.equal(await access().get(link), undefined);
    await access().put(link, told('21', '22'));
    assert.deepEqual(await access().get(link), told('21', '22'));
    await access().put(link, { excluded: [], told: false, readAt: new Date(0) });
    assert.deepEqual(await access().get(link), { excluded: [], told: false, readAt: new Date(0) });
  });

  it('keeps each link for itself', async () => {
    await access().put(link, told('21'));
    for (const other of [
      { registrationId: 'registration-2' },
      { deploymentId: '2' },
      { contextId: '' },
      { resourceLinkId: 'link-2' },
    ]) {
      assert.equal(await access().get({ ...link, ...other }), undefined, JSON.stringify(other));
    }
  });

  it('reads its own fields of a place that has more of them', async () => {
    await access().put({ ...link, title: 'Accueil' } as LinkPlace, told('21'));
    assert.deepEqual(await excluded(), ['21']);
  });

  it('admits who opened the link, and nobody else', async () => {
    await access().put(link, told('21', '22'));
    await access().admit(link, '21');
    await access().admit({ ...link, resourceLinkId: 'link-2' }, '22');
    assert.deepEqual(await access().get(link), told('22'));
    await access().put(link, told('21', '22'));
    assert.deepEqual(await excluded(), ['21', '22'], 'until the platform says otherwise');
  });

  it('makes nothing of a link that nothing is known of', async () => {
    await access().admit(link, '21');
    assert.equal(await access().get(link), undefined);
  });

  it('loses nobody of those who come at once', async () => {
    const subs = Array.from({ length: 20 }, (_, n) => `${n}`);
    await access().put(link, told('a', ...subs));
    await Promise.all(subs.map((sub) => access().admit(link, sub)));
    assert.deepEqual(await excluded(), ['a']);
  });

  it('writes nothing for a learner who is not left out', async () => {
    await access().put(link, told('22'));
    assert.deepEqual(await writesDuring(connection(), () => access().admit(link, '21')), []);
  });

  it('refuses what is no text', async () => {
    const object = { $ne: '' } as unknown as string;
    await assert.rejects(access().admit(link, object), BadRequest);
    await assert.rejects(access().put(link, told(object)), BadRequest);
    await assert.rejects(access().get({ ...link, resourceLinkId: object }), BadRequest);
  });
});
