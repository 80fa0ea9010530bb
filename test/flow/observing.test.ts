import assert from 'node:assert/strict';
import { ltiClaim } from '../../src/demo/vocabulary.js';
import { eachApp } from '../support/eachApp.js';
import type { Page } from '../support/http/page.js';
import { GREETING, judged, Lesson, LEVEL, PUBLIC, type LevelCode } from '../support/lesson.js';
import { COLLEAGUE } from '../support/person.js';

const RULE = {
  byHand: 'À la main',
  last: 'La dernière observation compte',
  best: 'La meilleure observation compte',
  mean: 'La moyenne des observations compte',
} as const;

/** A day of the last weeks, as people write it: a school year may lie between today and another one. */
function daysAgo(days: number) {
  const date = new Date(Date.now() - days * 86_400_000);
  const text = (options: Intl.DateTimeFormatOptions, tag = 'fr-FR') =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: 'Europe/Paris' }).format(date);
  return {
    iso: text({ dateStyle: 'short' }, 'sv-SE'),
    french: text({ day: '2-digit', month: '2-digit', year: 'numeric' }),
    day: text({ day: 'numeric', month: 'long' }).replace(/^1 /, '1er '),
    dated: text({ dateStyle: 'long' }).replace(/^1 /, '1er '),
  };
}

const [FIRST, SECOND, THIRD] = [daysAgo(42), daysAgo(25), daysAgo(11)] as const;

/** Somewhere in a page's text. */
const said = (text: string) => new RegExp(text.replace(/[.*+?()|[\]\\]/g, '\\$&'));

interface Seen {
  readonly on?: string;
  readonly situation?: string;
  readonly title?: string;
  readonly levels?: readonly [LevelCode | undefined, LevelCode | undefined];
  readonly comment?: string;
}

describe('several observations of a learner', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Observer ${count}` });
    });

    async function turnOn(rule: keyof typeof RULE, on = lesson): Promise<Page> {
      const choice = await (await on.classPage.visit('activity')).follow('Noter plusieurs observations');
      const done = await choice.tick(RULE[rule]).press('Choisir');
      assert.equal(done.status, 200, done.summary);
      return done;
    }

    const written = (page: Page, { on, situation, title, levels, comment }: Seen): Page => {
      if (on) page.fill('Date', on);
      if (situation) page.choose('Situation', situation);
      if (title) page.fill('Titre', title);

      if (levels?.[0]) page.choose(PUBLIC, LEVEL[levels[0]]);
      if (levels?.[1]) page.choose(GREETING, LEVEL[levels[1]]);
      if (comment) page.fill("Commentaire sur l'ensemble", comment);
      return page;
    };
    const keep = (page: Page) => page.press("Enregistrer l'observation");

    /** On a learner's grid, once an observation more is kept. */
    async function observe(learner: string, seen: Seen, from: Page = lesson.classPage): Promise<Page> {
      const grid = await from.visit(`learners/${learner}`);
      const kept = await keep(written(await grid.follow('Nouvelle observation'), seen));
      assert.equal(kept.status, 200, kept.summary);
      return kept;
    }

    const level = async (criterion = 'C1.2-1', learner = '5') =>
      (await lesson.evaluation(learner)).content.entries[criterion]?.levelId;
    const observations = async (learner = '5') => (await lesson.evaluation(learner)).observations ?? [];

    it('are nowhere before they are turned on', async () => {
      assert.doesNotMatch((await lesson.grid('5')).text, /observation/i);
      const blocked = await lesson.classPage.visit('learners/5/observations/new');
      assert.match(blocked.url.pathname, /\/learners\/5$/);
      const forced = await lesson.classPage.visit('learners/5/observations/some-id');
      assert.match(forced.url.pathname, /\/learners\/5$/);
    });

    it('make the levels, all in sight on the grid with when, where and by whom', async () => {
      assert.match((await turnOn('last')).text, /La dernière observation compte/);
      await observe('5', { on: FIRST.iso, situation: 'En classe', levels: [2, 2] });
      const grid = await observe('5', {
        on: THIRD.french,
        situation: 'En PFMP',
        title: 'Salon des métiers',
        levels: [4, undefined],
        comment: 'À l’aise avec le public.',
      });
      assert.match(grid.text, /L'observation de Bézier Chloé est enregistrée/);
      assert.match(grid.text, /2 observations La dernière compte/);
      assert.match(grid.text, said(`${THIRD.day}, en PFMP Salon des métiers · Hélène Garnier-Roux`));
      assert.match(
        grid.text,
        said(`Pourquoi ce niveau ? La dernière observation compte : bien maîtrisé, ${THIRD.day}`),
      );
      assert.deepEqual([await level('C1.2-1'), await level('C1.2-2')], ['4', '2']);
      const row = (await lesson.classPage.reload()).row('Bézier Chloé').join(' ');
      assert.match(row, /2 observations/);
      const history = await grid.follow('Historique');
      assert.match(history.text, /Hélène Garnier-Roux a ajouté une observation.*en PFMP · Salon des métiers/);
    });

    it('are kept once, however often a form is sent', async () => {
      await turnOn('mean');
      const page = await (await lesson.grid('5')).follow('Nouvelle observation');
      written(page, { levels: [3, 4] });
      await Promise.all([keep(page), keep(page), keep(page)]);
      await keep(page);
      assert.equal((await observations()).length, 1);
      const id = page.url.pathname.split('/').at(-1);
      const fields = page.entriesWith('Date');
      const draft = await page.fetch(`${id}/draft`, {
        method: 'POST',
        body: fields.toString(),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-CSRF-Token': fields.get('_csrf') ?? '',
        },
      });
      assert.equal(draft.status, 200);
      assert.equal((await lesson.evaluation('5')).revision, 1);
    });

    it('by two teachers at once are all kept, and all count', async () => {
      await turnOn('best');
      const colleague = await app().as(COLLEAGUE).launch(lesson.activity);
      const [mine, theirs] = await Promise.all([
        (await lesson.grid('5')).follow('Nouvelle observation'),
        (await colleague.visit('learners/5')).follow('Nouvelle observation'),
      ]);
      const [a, b] = await Promise.all([
        keep(written(mine, { levels: [2, 4] })),
        keep(written(theirs, { levels: [4, 2] })),
      ]);
      assert.deepEqual([a.status, b.status], [200, 200]);
      const names = (await observations()).map(({ by }) => by.name);
      assert.deepEqual(names.toSorted(), ['François Kermadec', 'Hélène Garnier-Roux']);
      assert.deepEqual([await level('C1.2-1'), await level('C1.2-2')], ['4', '4']);
    });

    it('are shown in both versions where two teachers change the same one', async () => {
      await turnOn('last');
      const mine = await (await observe('5', { on: FIRST.iso, levels: [3, 3] })).follow(FIRST.day);
      const colleague = await app().as(COLLEAGUE).launch(lesson.activity);
      const theirs = await colleague.visit(mine.url.href.replace(/.*\/learners/, 'learners'));
      await keep(written(theirs, { levels: [4, undefined], comment: 'Vu par François' }));
      const conflict = await keep(
        written(mine, { title: 'Oral', levels: [1, undefined], comment: 'Vu par Hélène' }),
      );
      assert.equal(conflict.status, 409);
      assert.match(
        conflict.text,
        /François Kermadec a changé cette observation à .* pendant que vous écriviez/,
      );
      for (const text of ['Vu par François', 'Vu par Hélène', 'Oral', 'bien maîtrisé', 'non maîtrisé'])
        assert.ok(conflict.text.includes(text), text);
      assert.equal((await observations())[0]?.comment, 'Vu par François');
      await conflict.press('Garder ma version');
      const [kept] = await observations();
      assert.deepEqual(
        [kept?.comment, kept?.title, kept?.by.name],
        ['Vu par Hélène', 'Oral', 'Hélène Garnier-Roux'],
      );
      assert.equal(await level(), '1');
      const history = await (await lesson.grid('5')).follow('Historique');
      assert.match(history.text, /Vu par François → Après : Vu par Hélène/);
    });

    it('leave the other version where the teacher prefers it', async () => {
      await turnOn('last');
      const mine = await (await observe('5', { levels: [3, 3] })).visit('5');
      const [{ id = '' } = {}] = await observations();
      const before = await mine.visit(`5/observations/${id}`);
      const colleague = await app().as(COLLEAGUE).launch(lesson.activity);
      await keep(
        written(await colleague.visit(`learners/5/observations/${id}`), { comment: 'Vu par François' }),
      );
      const conflict = await keep(written(before, { comment: 'Vu par Hélène' }));
      const theirs = await conflict.press('Garder la version de François Kermadec');
      assert.equal(theirs.field("Commentaire sur l'ensemble").value, 'Vu par François');
      assert.equal((await observations())[0]?.comment, 'Vu par François');
    });

    it('are refused with what was typed where there is nothing in them, or no day', async () => {
      await turnOn('byHand');
      const page = await (await lesson.grid('5')).follow('Nouvelle observation');
      const empty = await keep(page.fill('Titre', 'Rien vu'));
      assert.equal(empty.status, 422);
      assert.match(empty.text, /Rien n'est enregistré : choisissez au moins un niveau/);
      assert.equal(empty.field('Titre').attribute('value'), 'Rien vu');
      for (const [day, why] of [
        ['31/02/2025', /Écrivez la date de l'observation/],
        ['demain', /Écrivez la date de l'observation/],
        ['2099-01-01', /Cette date est à venir/],
      ] as const) {
        const refused = await keep(written(empty, { on: day, levels: [3, undefined] }));
        assert.equal(refused.status, 422);
        assert.match(refused.text, why);
        assert.equal(refused.field('Date').attribute('value'), day);
        assert.ok(refused.field(LEVEL[3]).attributes.has('checked'));
      }
      await assert.rejects(lesson.evaluation('5'), /nothing is stored/);
    });

    it('say that a learner was absent that day, and count nothing then', async () => {
      await turnOn('last');
      await observe('5', { on: FIRST.iso, levels: [3, 3] });
      const page = await (await lesson.grid('5')).follow('Nouvelle observation');
      const grid = await keep(page.fill('Date', SECOND.iso).choose('Présence', 'absent ce jour-là'));
      assert.match(grid.text, said(`${SECOND.day}, en classe Hélène Garnier-Roux absent ce jour-là`));
      assert.equal(await level(), '3');
      assert.equal((await lesson.evaluation('5')).content.presence, 'present');
    });

    it('are removed, and put back as they were', async () => {
      await turnOn('last');
      await observe('5', { on: FIRST.iso, levels: [2, 2], comment: 'Premier essai.' });
      const two = await observe('5', { on: SECOND.iso, levels: [4, 4] });
      const removed = await (await two.follow(SECOND.day)).press('Retirer cette observation');
      assert.match(removed.text, /est retirée/);
      assert.match(removed.text, said(`1 observation retirée ${SECOND.day}, en classe retirée`));
      assert.equal(await level(), '2');
      const back = await removed.press('Remettre');
      assert.match(back.text, /est remise/);
      assert.equal(await level(), '4');
    });

    it('leave a level alone that the teacher chose, until it is given back', async () => {
      await turnOn('last');
      const grid = await observe('5', { on: FIRST.iso, levels: [2, 2] });
      const chosen = await grid.choose(PUBLIC, LEVEL[4]).press(/^Enregistrer$/);
      assert.match(chosen.text, /Choisi à la main. La règle donnerait : insuffisamment maîtrisé/);
      const after = await observe('5', { on: SECOND.iso, levels: [3, 3] });
      assert.match(after.text, /Choisi à la main. La règle donnerait : maîtrisé/);
      assert.equal(await level(), '4');
      const released = await after.press('Suivre la règle');
      assert.doesNotMatch(released.text, /Choisi à la main/);
      assert.equal(await level(), '3');
      const fixed = await released.press("Garder ce niveau, quoi qu'il soit observé ensuite");
      assert.match(fixed.text, /Choisi à la main. La règle donne le même niveau/);
      await observe('5', { on: THIRD.iso, levels: [1, 1] });
      assert.deepEqual([await level('C1.2-1'), await level('C1.2-2')], ['3', '1']);
    });

    it('give all levels back to the rule at once', async () => {
      await turnOn('last');
      const grid = await observe('5', { levels: [2, 2] });
      const chosen = await judged(grid, [4, 4]).press(/^Enregistrer$/);
      const released = await chosen.press('Suivre la règle pour les 2 niveaux choisis à la main');
      assert.equal(released.status, 200, released.summary);
      assert.deepEqual([await level('C1.2-1'), await level('C1.2-2')], ['2', '2']);
    });

    it('are taken up criterion by criterion, where the teacher chooses by hand', async () => {
      await turnOn('byHand');
      await observe('5', { on: FIRST.iso, levels: [2, 2] });
      const grid = await observe('5', { on: SECOND.iso, levels: [4, 4] });
      assert.equal(await level(), undefined);
      const taken = await grid
        .fill('Commentaire général', 'En même temps.')
        .press(new RegExp(`^Reprendre ce niveau.*${FIRST.day}`));
      assert.equal(taken.status, 200, taken.summary);
      assert.equal(await level(), '2');
      assert.equal((await lesson.evaluation('5')).content.comment, 'En même temps.');
      assert.match(taken.text, /niveau repris/);
    });

    it('count or not as the teacher says', async () => {
      await turnOn('best');
      await observe('5', { on: FIRST.iso, levels: [2, 2] });
      const grid = await observe('5', { on: SECOND.iso, levels: [4, 4] });
      const page = await grid.follow(SECOND.day);
      const without = await written(page, { comment: 'Un essai.' }).press('Ne pas la compter');
      assert.match(without.text, said(`${SECOND.day}, en classe ne compte pas`));
      assert.equal(await level(), '2');
      assert.equal((await observations())[1]?.comment, 'Un essai.');
      await (await without.follow(SECOND.day)).press('La compter');
      assert.equal(await level(), '4');
    });

    it('keep the levels that were there before the first as one of them', async () => {
      await judged(await lesson.grid('5'), [4, 2]).press(/^Enregistrer$/);
      await turnOn('mean');
      const grid = await observe('5', { levels: [2, undefined] });
      assert.match(grid.text, /2 observations/);
      assert.match(grid.text, /autre situation Niveaux choisis auparavant · Hélène/);
      assert.deepEqual([await level('C1.2-1'), await level('C1.2-2')], ['3', '2']);
      assert.doesNotMatch(grid.text, /Choisi à la main/);
    });

    it('change the rule only once its effect was shown, and publish and send nothing', async () => {
      await turnOn('last');
      await observe('5', { on: FIRST.iso, levels: [4, 4] });
      const grid = await observe('5', { on: SECOND.iso, levels: [2, 2] });
      await grid.press(/^Publier$/);
      await observe('6', { levels: [3, 3] });
      await app().delivered();
      const sent = lesson.scoresOf('5').length;

      const settings = await (await lesson.classPage.visit('activity')).follow('Changer la façon de compter');
      const effect = await settings.tick(RULE.best).press('Voir ce que cela changerait');
      assert.equal(effect.heading, 'Compter la meilleure observation ?');
      assert.match(effect.text, /Les niveaux de 1 élève changent\. 1 évaluation publiée sera à republier/);
      assert.match(
        effect.row('Bézier Chloé').join(' '),
        /2 niveaux changent.*insuffisamment maîtrisé →après : bien maîtrisé.*7,0 →après : 20,0 Sera à republier/,
      );
      assert.match(effect.text, /Sans changement : 1 évaluation/);
      assert.equal(await level(), '2');

      const done = await effect.press('Compter la meilleure');
      assert.match(done.text, /C'est fait : les observations comptent comme vous l'avez choisi/);
      assert.equal(await level(), '4');
      app().advance(60);
      await app().delivered();
      assert.equal(lesson.scoresOf('5').length, sent);
      assert.match((await lesson.classPage.reload()).row('Bézier Chloé').join(' '), /modifié depuis/);
      assert.match((await app().as('5').launch(lesson.activity)).text, /insuffisamment maîtrisé/);
    });

    it('show the effect again where a colleague observed something meanwhile', async () => {
      await turnOn('last');
      await observe('5', { on: FIRST.iso, levels: [4, 4] });
      await observe('5', { on: SECOND.iso, levels: [2, 2] });
      const effect = await lesson.classPage.visit('activity/counting?rule=best');
      const colleague = await app().as(COLLEAGUE).launch(lesson.activity);
      await observe('5', { on: THIRD.iso, levels: [3, 3] }, colleague);
      const again = await effect.press('Compter la meilleure');
      assert.equal(again.status, 409);
      assert.match(again.text, /Rien n'a été fait : voici l'effet tel qu'il serait maintenant/);
      assert.equal(await level(), '3');
      await again.press('Compter la meilleure');
      assert.equal(await level(), '4');
    });

    it('keep what was chosen by hand under a new rule, where the teacher says so', async () => {
      await turnOn('byHand');
      const grid = await observe('5', { levels: [2, 2] });
      await judged(grid, [4, 2]).press(/^Enregistrer$/);
      const effect = await lesson.classPage.visit('activity/counting?rule=last');
      assert.match(effect.text, /Les niveaux choisis à la main sont remplacés/);
      const kept = await effect.follow('Les garder plutôt');
      assert.match(kept.text, /Aucun niveau ne change/);
      await kept.press('Compter la dernière');
      assert.equal(await level(), '4');
      assert.match(
        (await lesson.grid('5')).text,
        /Choisi à la main. La règle donnerait : insuffisamment maîtrisé/,
      );
    });

    describe('as a learner', () => {
      const reads = (learner = '5') => app().as(learner).launch(lesson.activity);

      it('are read as they stood when they were published, with what counts', async () => {
        await turnOn('last');
        await observe('5', { on: FIRST.iso, levels: [2, 2], comment: 'Un début.' });
        const grid = await observe('5', {
          on: SECOND.iso,
          situation: 'En PFMP',
          title: 'Salon',
          levels: [4, undefined],
        });
        assert.doesNotMatch((await reads()).text, /observation|Un début/);
        await grid.press(/^Publier$/);
        await observe('5', { on: THIRD.iso, levels: [1, 1], comment: 'Pas encore publié.' });

        const page = await reads();
        assert.match(page.text, /Les observations Pour chaque attendu, la dernière observation compte/);
        assert.match(page.text, said(`${SECOND.dated}, en PFMP · Salon`));
        assert.match(page.text, new RegExp(`${FIRST.dated}, en classe ?Un début`));
        assert.match(page.text, said(`bien maîtrisé · ${SECOND.dated}, en PFMP ✓ compte`));
        assert.match(page.text, said(`insuffisamment maîtrisé · ${FIRST.dated}, en classe`));
        assert.doesNotMatch(page.text, new RegExp(`${THIRD.dated}|Pas encore publié|Hélène|Garnier`));

        await (await lesson.grid('5')).press(/^Publier$/);
        assert.match((await reads()).text, new RegExp(`${THIRD.dated}, en classe ?Pas encore publié`));
      });

      it('are not read once they are removed, and said not to count where they do not', async () => {
        await turnOn('best');
        await observe('5', { on: FIRST.iso, levels: [2, 2] });
        const two = await observe('5', { on: SECOND.iso, levels: [4, 4], comment: 'Retirée.' });
        await (await two.follow(SECOND.day)).press('Retirer cette observation');
        const grid = await (await (await lesson.grid('5')).follow(FIRST.day)).press('Ne pas la compter');
        await judged(grid, [3, 3]).press(/^Publier$/);
        const page = await reads();
        assert.match(page.text, new RegExp(`${FIRST.dated}, en classe \\(ne compte pas\\)`));
        assert.doesNotMatch(page.html, new RegExp(`Retirée|${SECOND.dated}`));
      });

      it('wait for the release, like everything published', async () => {
        await turnOn('last');
        const grid = await observe('5', { levels: [3, 3], comment: 'Retenue.' });
        await grid.press(/^Publier$/);
        assert.match((await reads()).html, /Retenue/);
        const date = await lesson.classPage.visit('activity/release');
        await date
          .fill('Jour', '2099-01-15')
          .fill('Heure', '08:00')
          .press(/Choisir|Montrer|Fixer|Retenir/);
        assert.doesNotMatch((await reads()).html, /Retenue/);
      });

      it('are read by a mentor, and by no other learner', async () => {
        await turnOn('last');
        await (await observe('5', { levels: [3, 3], comment: 'Pour Chloé.' })).press(/^Publier$/);
        const mentor = await app()
          .as(COLLEAGUE)
          .launchWith(lesson.activity, {
            [ltiClaim('roles')]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor'],
            [ltiClaim('role_scope_mentor')]: ['5'],
          });
        assert.match((await mentor.follow('Chloé Bézier')).text, /Pour Chloé/);
        assert.doesNotMatch((await reads('6')).html, /Pour Chloé/);
        const learner = await reads('6');
        const session = learner.url.pathname.split('/').slice(0, 3).join('/');
        for (const path of ['learners/5/observations/new', 'activity/counting'])
          assert.equal((await learner.visit(`${session}/${path}`)).status, 403);
      });
    });

    describe('on a certificative activity', () => {
      it('show no mark to learners, and freeze once the evaluation is closed', async () => {
        lesson = await Lesson.start(app(), { title: `Épreuve ${count}`, purpose: 'Certificative' });
        await turnOn('last');
        const grid = await observe('5', {
          on: FIRST.iso,
          levels: [4, 3],
          comment: 'Épreuve en entreprise.',
        });
        await grid.press(/^Publier$/);
        const learner = await app().as('5').launch(lesson.activity);
        assert.match(learner.text, /Épreuve en entreprise/);
        assert.doesNotMatch(learner.text, /\/ ?20|Note/);

        const open = await (await lesson.grid('5')).follow(FIRST.day);
        const fresh = await (await lesson.grid('5')).follow('Nouvelle observation');
        const asked = await (await lesson.grid('5')).press("Clore l'évaluation");
        await asked.press(/Clore/);
        const sheet = await lesson.grid('5');
        assert.match(sheet.text, /1 observation/);
        assert.doesNotMatch(sheet.text, /Nouvelle observation/);
        for (const page of [
          await keep(written(open, { comment: 'Trop tard.' })),
          await keep(written(fresh, { levels: [1, 1] })),
        ]) {
          assert.equal(page.status, 409);
          assert.match(page.text, /close entre-temps : ses observations ne changent plus/);
        }
        assert.equal((await open.press('Retirer cette observation')).status, 409);
        const [one] = await observations();
        assert.deepEqual([one?.comment, one?.removed], ['Épreuve en entreprise.', undefined]);
        const read = await sheet.follow(FIRST.day);
        assert.match(read.text, /L'évaluation est close : ses observations ne changent plus/);
        const rule = await lesson.classPage.visit('activity/counting?rule=best');
        assert.match(rule.text, /1 évaluation est close/);
      });
    });

    it('stay with their course, their activity and their learner', async () => {
      await turnOn('last');
      await observe('5', { levels: [3, 3] });
      const [{ id = '' } = {}] = await observations();
      const other = await Lesson.start(app(), { title: `Ailleurs ${count}` });
      await turnOn('last', other);
      assert.equal(
        (await other.classPage.visit(`learners/6/observations/${id}`)).heading,
        'Nouvelle observation',
      );
      const posted = await (await lesson.grid('6')).visit(`6/observations/${id}`);
      await keep(written(posted, { levels: [1, 1] }));
      assert.deepEqual((await observations('5'))[0]?.entries['C1.2-1'], { levelId: '3' });
      assert.equal((await lesson.classPage.visit('learners/5/observations/a.b')).status, 400);
      assert.equal((await lesson.classPage.visit('learners/nobody/observations/x')).status, 404);
    });
  });
});
