import assert from 'node:assert/strict';
import { MAXIMUM_GROUPS } from '../../../src/evaluation/group/learnerGroups.js';
import type { Member } from '../../../src/platform/roster.js';
import { draftEvaluation } from '../../support/evaluations.js';
import { learner, plain, TeacherPages, twoLearners, type Visitor } from '../../support/teacherPages.js';

const zoe = learner('23', 'Éboué', 'Zoé');

describe('the groups of a course', () => {
  let pages: TeacherPages;
  let teacher: Visitor;

  beforeEach(async () => {
    pages = await TeacherPages.open();
    pages.roster = { members: [...twoLearners, zoe] };
    teacher = await pages.visitor();
    await teacher.get('/class');
  });
  afterEach(() => pages.close());

  const page = async (path: string) => plain((await teacher.get(path).expect(200)).text);
  const stored = async () => pages.services.stores.learnerGroups.get(teacher.session.scope);
  const see = async (members: readonly Member[]) => {
    pages.roster = { members };
    await teacher.post('/class/roster', {});
  };
  const laterMinutes = (minutes: number) => {
    pages.now = new Date(pages.now.getTime() + minutes * 60_000);
  };
  /** Follows to the page that tells what was done. */
  const told = async (answer: { headers: Record<string, string> }) =>
    page(answer.headers['location']?.replace('/s/session-1', '') ?? '');

  const make = (id: string, name: string, subs: readonly string[]) =>
    teacher.post(`/groups/${id}`, { name, learner: subs, action: 'save' }).expect(303);

  describe('GET /groups', () => {
    it('says what a group is for when there is none', async () => {
      const html = await page('/groups');
      assert.match(html, /Aucun groupe pour l'instant/);
      assert.match(html, /href="\/s\/session-1\/groups\/new">Nouveau groupe/);
      assert.match(await page('/class'), /href="groups">Faire des groupes/);
    });

    it('lists groups by name with their learners, and who is in none', async () => {
      await make('b', 'Soir', ['22']);
      await make('a', 'Matin', ['21']);
      const html = await page('/groups');
      assert.ok(html.indexOf('>Matin<') < html.indexOf('>Soir<'));
      assert.match(html, /Bézier Chloé<\/p>/);
      assert.match(html, /Sans groupe : Éboué Zoé\./);
    });

    it('lists the platform’s, which tells ids alone, by number', async () => {
      const [chloe, amadou] = twoLearners as [Member, Member];
      await see([
        { ...chloe, groupIds: ['10', '9'] },
        { ...amadou, groupIds: ['10'] },
      ]);
      const html = await page('/groups');
      assert.match(html, /Groupe 9 \(Moodle\)<\/a> <small class="muted">1 élève</);
      assert.match(html, /Groupe 10 \(Moodle\)<\/a> <small class="muted">2 élèves</);
      assert.ok(html.indexOf('Groupe 9 (') < html.indexOf('Groupe 10 ('));
    });

    it('is closed to learners, and to a teacher without an activity', async () => {
      const other = await pages.visitor({ id: 'session-2', role: 'learner' });
      await other.get('/groups').expect(403);
      const elsewhere = await pages.visitor({ id: 'session-3', resourceLink: { id: 'link-9' } });
      await elsewhere.get('/groups').expect(303).expect('Location', '/s/session-3/attach');
    });

    it('shows and changes nothing of another course', async () => {
      await make('a', 'Matin', ['21']);
      const scope = { ...teacher.session.scope, contextId: '43' };
      const { groups } = { groups: await pages.services.stores.learnerGroups.get(scope) };
      assert.deepEqual(groups.made, []);
    });
  });

  describe('a new group', () => {
    it('gets the next free name and an id, so that its form makes it once', async () => {
      await make('a', 'Groupe 1', []);
      const html = await page('/groups/new');
      assert.match(html, /name="name" value="Groupe 2"/);
      const id = /action="\/s\/session-1\/groups\/([\w-]+)"/.exec(html)?.[1] ?? '';
      await make(id, 'Groupe 2', ['21']);
      await make(id, 'Groupe 2', ['21']);
      assert.deepEqual(
        (await stored()).made.map(({ name }) => name),
        ['Groupe 1', 'Groupe 2'],
      );
    });

    it('tells that it is made, and takes it back at once', async () => {
      const html = await told(await make('a', 'Matin', ['21', '22']));
      assert.match(html, /Le groupe « Matin » est créé\./);
      const changedAt = /name="changedAt" value="([^"]+)"/.exec(html)?.[1] ?? '';
      laterMinutes(1);
      const undone = await told(await teacher.post('/groups/a', { action: 'undo', changedAt }).expect(303));
      assert.match(undone, /C'est annulé/);
      assert.match(undone, /Aucun groupe pour l'instant/);
    });

    it('needs a name, not too long, and keeps what was ticked', async () => {
      for (const [name, text] of [
        ['  ', /Donnez un nom au groupe/],
        ['é'.repeat(61), /60 caractères au plus/],
      ] as const) {
        const { text: html } = await teacher.post('/groups/a', { name, learner: ['22'] }).expect(422);
        assert.match(plain(html), text);
        assert.match(plain(html), /value="22" checked/);
      }
      assert.deepEqual((await stored()).made, []);
    });

    it('can begin with a group of the platform', async () => {
      const [chloe, amadou] = twoLearners as [Member, Member];
      await see([{ ...chloe, groupIds: ['1'] }, amadou]);
      const html = await page('/groups/new?from=lms.1');
      assert.match(html, /value="21" checked/);
      assert.doesNotMatch(html, /value="22" checked/);
    });

    it('is refused with an id that is the platform’s, or none', async () => {
      await teacher.post('/groups/lms.1', { name: 'X', learner: [] }).expect(404);
      await teacher.post(`/groups/${'a'.repeat(65)}`, { name: 'X', learner: [] }).expect(404);
    });

    it('is one too many beyond the limit, and says so', async () => {
      for (let i = 0; i < MAXIMUM_GROUPS; i += 1) await make(`g${i}`, `Groupe ${i}`, []);
      const html = await told(await make('one-more', 'De trop', []));
      assert.match(html, /Rien n'est enregistré : un cours a 60 groupes au plus/);
      assert.doesNotMatch(html, /Nouveau groupe/);
    });

    it('takes only learners of the class', async () => {
      await make('a', 'Matin', ['21', 'stranger']);
      assert.deepEqual((await stored()).made[0]?.memberSubs, ['21']);
    });
  });

  describe('pasted names', () => {
    it('are ticked beside what was ticked', async () => {
      await teacher
        .post('/groups/a', { name: 'Matin', learner: ['21'], pasted: 'DIALLO Amadou\r\nZoé Eboue' })
        .expect(303);
      assert.deepEqual((await stored()).made[0]?.memberSubs, ['21', '22', '23']);
    });

    it('that name nobody stay to be corrected, and nothing is saved yet', async () => {
      const { text } = await teacher
        .post('/groups/a', { name: 'Matin', learner: [], pasted: 'Zoé\nNino Ferrer' })
        .expect(422);
      const html = plain(text);
      assert.match(html, /Rien n'est encore enregistré : cette ligne/);
      assert.match(html, />Nino Ferrer<\/textarea>/);
      assert.match(html, /value="23" checked/);
      assert.deepEqual((await stored()).made, []);
    });
  });

  describe('a group’s page', () => {
    it('shows members first, then who is in no group, then the others', async () => {
      await make('a', 'Matin', ['23']);
      await make('b', 'Soir', ['21']);
      const html = await page('/groups/a');
      const order = [...html.matchAll(/name="learner" value="(\d+)"( checked)?/g)].map(([, sub]) => sub);
      assert.deepEqual(order, ['23', '22', '21']);
      assert.match(html, /Bézier Chloé <small class="muted">aussi dans Soir</);
    });

    it('changes only what the teacher changed, whatever a colleague did meanwhile', async () => {
      await make('a', 'Matin', ['21']);
      await teacher.post('/groups/a', { name: 'Matin', before: ['21'], learner: ['21', '22'] }).expect(303);
      await teacher.post('/groups/a', { name: 'Matinée', before: ['21'], learner: ['23'] }).expect(303);
      const [group] = (await stored()).made;
      assert.deepEqual([group?.name, group?.memberSubs], ['Matinée', ['22', '23']]);
    });

    it('moves those who are added out of the other groups, and takes that back as one', async () => {
      await make('a', 'Matin', ['21', '22']);
      await make('b', 'Soir', ['23']);
      laterMinutes(1);
      const answer = await teacher
        .post('/groups/b', { name: 'Soir', before: ['23'], learner: ['23', '22'], action: 'move' })
        .expect(303);
      const members = async () => (await stored()).made.map(({ memberSubs }) => memberSubs.join());
      assert.deepEqual(await members(), ['21', '23,22']);
      const changedAt = /name="changedAt" value="([^"]+)"/.exec(await told(answer))?.[1] ?? '';
      laterMinutes(1);
      await teacher.post('/groups/b', { action: 'undo', changedAt }).expect(303);
      assert.deepEqual(await members(), ['21,22', '23']);
    });

    it('keeps a learner who left the class, and says so', async () => {
      await make('a', 'Matin', ['21', '22']);
      await see([twoLearners[0]!, zoe]);
      const html = await page('/groups/a');
      assert.match(
        html,
        /value="22" checked> <span>Diallo Amadou <small class="muted">n'est plus dans la liste/,
      );
      await teacher.post('/groups/a', { name: 'Matin', before: ['21', '22'], learner: ['21', '22', '23'] });
      assert.deepEqual((await stored()).made[0]?.memberSubs, ['21', '22', '23']);
      assert.match(await page('/groups'), /Matin<\/a> <small class="muted">2 élèves</);
    });

    it('is gone after its removal, and comes back from the list of removed ones', async () => {
      await make('a', 'Matin', ['21']);
      const html = await told(await teacher.post('/groups/a', { action: 'remove' }).expect(303));
      assert.match(html, /Le groupe « Matin » est supprimé\. Les évaluations de ses élèves restent\./);
      assert.match(html, /Groupes supprimés/);
      await teacher.get('/groups/a').expect(404);
      const back = await told(await teacher.post('/groups/a', { action: 'restore' }).expect(303));
      assert.match(back, /Le groupe « Matin » est de retour/);
      assert.match(await page('/groups/a'), /value="21" checked/);
    });

    it('comes back when a colleague saves what another removed meanwhile', async () => {
      await make('a', 'Matin', ['21']);
      await teacher.post('/groups/a', { action: 'remove' });
      await teacher.post('/groups/a', { name: 'Matin', before: ['21'], learner: ['21', '22'] }).expect(303);
      const [group] = (await stored()).made;
      assert.deepEqual([group?.removedAt, group?.memberSubs], [undefined, ['21', '22']]);
    });

    it('names a group of the platform, and cannot change who is in it', async () => {
      const [chloe, amadou] = twoLearners as [Member, Member];
      await see([{ ...chloe, groupIds: ['1'] }, amadou]);
      const html = await page('/groups/lms.1');
      assert.match(html, /La plateforme l'appelle 1/);
      assert.doesNotMatch(html, /type="checkbox"/);
      await teacher.post('/groups/lms.1', { name: 'Demi-groupe A', learner: ['22'] }).expect(303);
      assert.match(await page('/groups'), /Demi-groupe A \(Moodle\)<\/a> <small class="muted">1 élève</);
      await teacher.post('/groups/lms.1', { name: '', action: 'rename' }).expect(303);
      assert.match(await page('/groups'), /Groupe 1 \(Moodle\)/);
      await teacher.post('/groups/lms.1', { name: 'é'.repeat(61) }).expect(422);
    });

    it('answers 404 for a group that nobody made', async () => {
      await teacher.get('/groups/none').expect(404);
    });

    it('refuses what no page of ours sends', async () => {
      await teacher.post('/groups/a', { action: 'explode' }).expect(400);
      await teacher.post('/groups/a', { action: 'undo', changedAt: 'yesterday' }).expect(400);
    });

    it('escapes names', async () => {
      await make('a', '<script>alert(1)</script>', ['21']);
      assert.doesNotMatch(await page('/groups'), /<script>alert/);
      assert.doesNotMatch(await page('/class?group=a'), /<script>alert/);
    });
  });

  describe('while names are hidden', () => {
    it('are listed without them, and made once names are shown', async () => {
      await make('a', 'Matin', ['21']);
      await teacher.post('/desk', { names: 'hidden', back: 'groups' });
      const html = await page('/groups');
      assert.match(html, /Matin <small class="muted">1 élève</);
      assert.match(html, /Pour composer les groupes, il faut voir les noms/);
      assert.doesNotMatch(html, /Bézier|Nouveau groupe/);
      for (const path of ['/groups/new', '/groups/a']) {
        await teacher.get(path).expect(303).expect('Location', '/s/session-1/groups');
      }
      await teacher.post('/groups/a', { action: 'remove' }).expect(303);
      assert.equal((await stored()).made[0]?.removedAt, undefined);
    });
  });

  describe('the class page by group', () => {
    beforeEach(async () => {
      await make('a', 'Matin', ['21', '23']);
      await make('b', 'Soir', ['22']);
    });

    it('offers each group with its number of learners, and the whole class', async () => {
      const html = await page('/class?group=a');
      assert.match(html, /href="\?group=a" aria-current=true>Matin · 2</);
      assert.match(html, /href="\?group=b">Soir · 1</);
      assert.match(html, /href="\?">toute la classe</);
    });

    it('lists and counts the group alone, and goes on within it', async () => {
      await pages.store(draftEvaluation);
      const html = await page('/class?group=a');
      assert.doesNotMatch(html, /Diallo Amadou/);
      assert.match(html, /href="\?group=a&amp;state=draft">1 brouillon</);
      assert.match(html, /href="learners\/21\?group=a">Bézier Chloé</);
      assert.match(html, /class-head__next" href="learners\/23\?group=a&amp;begin=1"/);
    });

    it('combines with a state, which stays when another group is chosen', async () => {
      await pages.store(draftEvaluation);
      const html = await page('/class?group=a&state=draft');
      assert.match(html, /learners\/21\?group=a/);
      assert.doesNotMatch(html, /href="learners\/23\?group=a">/);
      assert.match(html, /href="\?group=b&amp;state=draft">Soir/);
      assert.match(await page('/class?group=b&state=draft'), /Aucun élève dans ce cas/);
    });

    it('shows the whole class for a group that is no more', async () => {
      assert.match(await page('/class?group=none'), /Diallo Amadou/);
    });

    it('publishes the group’s ready evaluations alone, and comes back to the group', async () => {
      for (const sub of ['21', '22']) {
        await teacher.post(`/learners/${sub}`, {
          revision: '0',
          base: '{}',
          'level.C1.1-1': '3',
          action: 'ready',
        });
      }
      const html = await page('/class?group=a');
      const form = /<div class="each">.*?<\/form>/s.exec(html)?.[0] ?? '';
      assert.match(form, /Publier l'évaluation prête/);
      const picks = [...form.matchAll(/name="learner" value="([^"]+)"/g)].map(([, pick]) => pick ?? '');
      const answer = await teacher.post('/class/decide', { action: 'publish', learner: picks, group: 'a' });
      assert.equal(answer.headers['location'], '/s/session-1/class?done=published&count=1&group=a');
      assert.ok((await pages.stored('21')).publication);
      assert.equal((await pages.stored('22')).publication, undefined);
    });

    it('keeps a learner’s grid, its neighbours and what follows within the group', async () => {
      const html = await page('/learners/21?group=a');
      assert.match(html, /Matin · /);
      assert.match(html, /1 \/ 2/);
      assert.match(html, /rel="next" href="23\?group=a"/);
      assert.match(html, /action="\/s\/session-1\/learners\/21\?group=a"/);
      assert.match(html, /class\?group=a"/);
      const fields = { revision: '0', base: '{}', presence: 'absent', action: 'publishNext' };
      await teacher
        .post('/learners/21?group=a', fields)
        .expect('Location', '/s/session-1/learners/23?published=21&begin=1&group=a');
      await teacher
        .post('/learners/23?group=a', fields)
        .expect('Location', '/s/session-1/class?published=23&group=a');
    });

    it('goes through the whole class for a learner who is not in the group', async () => {
      assert.match(await page('/learners/22?group=a'), /2 \/ 3/);
    });
  });
});
