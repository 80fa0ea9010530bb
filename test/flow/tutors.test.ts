import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eachApp } from '../support/eachApp.js';
import { BrowserSession } from '../support/http/browserSession.js';
import type { Page } from '../support/http/page.js';
import { GivenLink, invite } from '../support/invitation.js';
import { GREETING, judged, Lesson, PUBLIC } from '../support/lesson.js';

const CHLOE = 'Bézier Chloé';
const AMADOU = 'Diallo Amadou';
const DAY = 24 * 3600;

const answered = (page: Page): Page =>
  page
    .choose(PUBLIC, 'bien maîtrisé')
    .choose(GREETING, "Je n'ai pas pu l'observer")
    .fill(`Ajouter un mot ${PUBLIC}`, "À l'aise au comptoir.")
    .fill('Autre chose à dire', 'Ponctuelle et souriante.');
const sent = async (page: Page): Promise<Page> => {
  const done = await answered(page).press('Envoyer au professeur');
  assert.match(done.text, /Merci, c'est envoyé/, done.summary);
  return done;
};

describe('a company tutor', () => {
  eachApp((app) => {
    let lesson: Lesson;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      lesson = await Lesson.start(app(), { title: `Tuteurs ${count}` });
    });

    const inviteFor = (...learners: readonly string[]) => invite(lesson.classPage, learners);
    const linkPage = (link: GivenLink) => lesson.classPage.visit(link.page.url.pathname);

    it('answers without an account, and the teacher reads it beside their own levels', async () => {
      await judged(await lesson.grid('5'), [2, 3]).press(/^Enregistrer/);
      const link = await inviteFor(CHLOE);
      const browser = new BrowserSession();
      const asked = await link.open(browser);
      assert.equal(asked.heading, 'Votre avis de tuteur');
      assert.doesNotMatch(asked.html, /Chloé|Bézier|Garnier|Morel|Tuteurs \d/);

      const page = await link.enter(browser);
      assert.equal(page.heading, 'Ce que vous avez observé : Chloé Bézier');
      const done = await sent(page);
      assert.match(done.text, /Vos réponses sur Chloé Bézier.*bien maîtrisé.*À l'aise au comptoir/s);

      const classPage = await lesson.classPage.reload();
      assert.match(classPage.text, /La réponse d'un tuteur à lire : Bézier Chloé \(Marc Morel\)/);
      const grid = await lesson.grid('5');
      assert.match(grid.text, /Marc Morel, Hôtel du Port envoyé à .* nouveau Ponctuelle et souriante/);
      assert.match(grid.text, /Tuteur \(Marc Morel\) 4 bien maîtrisé Reprendre/);
      assert.match(grid.text, /Tuteur \(Marc Morel\) n'a pas pu l'observer/);
      assert.doesNotMatch((await lesson.classPage.reload()).text, /tuteur à lire/);
      const { content, revision } = await lesson.evaluation('5');
      assert.deepEqual(
        [content.entries['C1.2-1']?.levelId, revision],
        ['2', 1],
        'nothing is counted silently',
      );
    });

    it('has their level taken over by a click, which the history tells and which publishes nothing', async () => {
      await judged(await lesson.grid('5'), [2, 3]).press(/^Enregistrer/);
      await sent(await (await inviteFor(CHLOE)).enter());
      const taken = await (await lesson.grid('5')).press(/^Reprendre – /);
      assert.match(taken.text, /niveaux du tuteur sont repris.*comme vous/s, taken.summary);
      const { content, publication } = await lesson.evaluation('5');
      assert.equal(content.entries['C1.2-1']?.levelId, '4');
      assert.equal(content.entries['C1.2-2']?.levelId, '3');
      assert.equal(publication, undefined);
      const history = await taken.visit('5/history');
      assert.match(
        history.text,
        /a repris des niveaux donnés par un tuteur.*D'après le tuteur : Marc Morel, Hôtel du Port.*2 · insuffisamment maîtrisé.*4 · bien maîtrisé/s,
      );
      const own = await app().as('5').launch(lesson.activity);
      assert.doesNotMatch(own.html, /Morel|Hôtel|comptoir|Ponctuelle/);
    });

    it('fills what the teacher left open, and keeps what was typed without a script', async () => {
      await sent(await (await inviteFor(CHLOE)).enter());
      const grid = await lesson.grid('5');
      grid.choose(GREETING, '3 maîtrisé').fill('Commentaire général', 'Vu en classe aussi.');
      const taken = await grid.press('Reprendre son niveau');
      assert.match(taken.text, /niveaux du tuteur sont repris/, taken.summary);
      const { content } = await lesson.evaluation('5');
      assert.deepEqual(
        [content.entries['C1.2-1']?.levelId, content.entries['C1.2-2']?.levelId, content.comment],
        ['4', '3', 'Vu en classe aussi.'],
      );
    });

    it('shows learners what the teacher published, and nothing of what the tutor wrote', async () => {
      await sent(await (await inviteFor(CHLOE)).enter());
      await (await lesson.grid('5')).press('Reprendre son niveau');
      await (await lesson.grid('5')).press(/^Publier$/);
      const own = await app().as('5').launch(lesson.activity);
      assert.match(own.text, /bien maîtrisé/);
      assert.doesNotMatch(own.html, /Morel|Hôtel|comptoir|Ponctuelle/);
    });

    it('answers for each learner of a placement, one at a time', async () => {
      const link = await inviteFor(CHLOE, AMADOU);
      const list = await link.enter();
      assert.match(list.text, /Chloé Bézier à faire.*Amadou Diallo à faire/s);
      const done = await sent(await list.follow('Amadou Diallo'));
      const again = await done.follow('Voir les autres élèves');
      assert.match(again.text, /Chloé Bézier à faire.*Amadou Diallo envoyé à/s);
      const saved = await (
        await again.follow('Chloé Bézier')
      )
        .choose(PUBLIC, 'bien maîtrisé')
        .press(/^Enregistrer$/);
      assert.match(saved.text, /C'est enregistré, pas encore envoyé/);
      assert.match((await saved.follow('Tous les élèves')).text, /Chloé Bézier commencé : 1 sur 2/);
      assert.match((await linkPage(link)).text, /réponses reçues : 1 sur 2.*commencé .*envoyé /s);
      assert.doesNotMatch((await lesson.grid('5')).text, /Marc Morel/, 'drafts are the tutor’s own');
    });

    it('sees nothing but the learners and the criteria that were named', async () => {
      await lesson.publish('5', [1, 2], 'Remarque du professeur');
      const form = await lesson.classPage.visit('tutors/new');
      form.fill('Nom du tuteur', 'Marc Morel').tick(CHLOE);
      const link = new GivenLink(
        await form.pressWith('Créer le lien', (entries) => {
          entries.delete('criterion');
          entries.append('criterion', 'C1.2-2');
        }),
      );
      const page = await link.enter();
      assert.match(page.text, /Les salutations sont adaptées/);
      assert.doesNotMatch(
        page.html,
        /caractéristiques du public|Remarque du professeur|Diallo|Amadou|checked|\/ 20|publi/,
      );
      const learner = app().platform.state.users.find(({ id }) => id === '5');
      assert.ok(learner);
      for (const { url, html } of [page, await sentOn(page)])
        assert.doesNotMatch(`${url.pathname} ${html}`, /learners\/|value="5"/);
    });

    const sentOn = (page: Page) => page.choose(GREETING, /^maîtrisé$/).press('Envoyer au professeur');

    it('comes back and corrects, until a teacher takes the answers over', async () => {
      const link = await inviteFor(CHLOE);
      const done = await sent(await link.enter());
      const page = await done.follow('Corriger ou compléter');
      assert.equal(page.field('Autre chose à dire').text, 'Ponctuelle et souriante.');
      const again = await page.choose(GREETING, /^maîtrisé$/).press('Renvoyer au professeur');
      assert.match(again.text, /Merci, c'est envoyé.*Les salutations sont adaptées.*maîtrisé/s);
      await (await lesson.grid('5')).press('Reprendre ses 2 niveaux');

      const late = await page.fill('Autre chose à dire', 'Encore un mot').press('Renvoyer au professeur');
      assert.equal(late.status, 423);
      assert.match(late.text, /Ces réponses ne changent plus.*Encore un mot/s);
      const frozen = await late.visit('1');
      assert.match(frozen.text, /Vos réponses ne changent plus/);
      assert.doesNotMatch(frozen.text, /Corriger/);

      const released = await (await lesson.grid('5')).press('Le laisser corriger');
      assert.match(released.text, /peut de nouveau corriger/);
      const corrected = await (
        await frozen.visit('1')
      )
        .fill('Autre chose à dire', 'Encore un mot')
        .press('Renvoyer au professeur');
      assert.match(corrected.text, /Merci, c'est envoyé.*Encore un mot/s);
    });

    it('is not taken at their word when they send other answers meanwhile', async () => {
      const link = await inviteFor(CHLOE);
      const done = await sent(await link.enter());
      const grid = await lesson.grid('5');
      app().advance(2);
      const page = await done.follow('Corriger ou compléter');
      await page.choose(PUBLIC, 'insuffisamment maîtrisé').press('Renvoyer au professeur');
      const refused = await grid.press('Reprendre son niveau');
      assert.match(refused.text, /Rien n'est repris : le tuteur vient d'envoyer d'autres réponses/);
      assert.match(refused.text, /Tuteur \(Marc Morel\) 2 insuffisamment maîtrisé/);
      assert.equal(
        (await lesson.evaluation('5').catch(() => undefined))?.content.entries['C1.2-1'],
        undefined,
      );
    });

    it('is told of other answers that came by the same link, and overwrites none unseen', async () => {
      const link = await inviteFor(CHLOE);
      const mine = await link.enter();
      const theirs = await link.enter();
      await theirs
        .choose(PUBLIC, 'insuffisamment maîtrisé')
        .fill('Autre chose à dire', 'Du collègue')
        .press(/^Enregistrer$/);
      const met = await answered(mine).press('Envoyer au professeur');
      assert.equal(met.status, 409);
      assert.match(met.text, /D'autres réponses.*insuffisamment maîtrisé.*Du collègue/s);
      assert.equal(met.field('Autre chose à dire').text, 'Ponctuelle et souriante.');
      assert.match((await met.press('Envoyer au professeur')).text, /Merci, c'est envoyé/);
    });

    it('sends nothing that says nothing, nor without a name', async () => {
      const page = await (await inviteFor(CHLOE)).enter();
      const empty = await page.press('Envoyer au professeur');
      assert.equal(empty.status, 422);
      assert.match(empty.text, /choisissez au moins une réponse/);
      const unnamed = await empty
        .choose(PUBLIC, 'bien maîtrisé')
        .fill('Votre nom', ' ')
        .press('Envoyer au professeur');
      assert.equal(unnamed.status, 422);
      assert.match(unnamed.text, /Écrivez votre nom/);
      const long = await unnamed
        .fill('Votre nom', 'Léa Petit')
        .fill('Autre chose à dire', 'x'.repeat(5001))
        .press('Envoyer au professeur');
      assert.equal(long.status, 422);
      assert.match(long.text, /il y en a 1 de trop/);
      const done = await long.fill('Autre chose à dire', 'Court').press('Envoyer au professeur');
      assert.match(done.text, /Léa Petit, Hôtel du Port/);
    });

    it('reads English where the browser asks for it', async () => {
      const link = await inviteFor(CHLOE);
      const asked = await link.open(new BrowserSession({ language: 'en-GB' }));
      const page = await asked.fill('your 6-digit code', link.code).press('Enter');
      assert.equal(page.heading, 'What you observed: Chloé Bézier');
    });

    describe('and the code', () => {
      const type = (page: Page, code: string) => page.fill('votre code à 6 chiffres', code).press('Entrer');

      it('is read however it is spaced, and asked once a browser', async () => {
        const link = await inviteFor(CHLOE);
        const browser = new BrowserSession();
        await type(await link.open(browser), ` ${link.code.replace(' ', '-')}`);
        assert.match((await link.open(browser)).heading, /^Ce que vous avez observé/);
        assert.equal((await link.open()).heading, 'Votre avis de tuteur');
      });

      it('is told how many tries are left; none left, only a teacher opens the link again', async () => {
        const link = await inviteFor(CHLOE);
        let page = await link.open();
        for (const left of [4, 3, 2, 1]) {
          page = await type(page, link.wrongCode);
          assert.equal(page.status, 422);
          assert.match(page.text, new RegExp(`Il reste ${left} essai`));
        }
        page = await type(page, link.wrongCode);
        assert.equal(page.status, 410);
        assert.equal((await link.open()).status, 410);
        const told = await lesson.classPage.reload();
        assert.match(told.text, /Un tuteur ne peut plus entrer \(code mal tapé cinq fois\) : Marc/);
        assert.doesNotMatch(told.text, /Rien ne vous attend/);
        const blocked = await told.follow(/^Marc/);
        assert.match(blocked.text, /bloqué.*mal tapé cinq fois/s);
        await blocked.press('Débloquer le lien');
        assert.doesNotMatch((await told.reload()).text, /ne peut plus entrer/);
        await link.enter();
      });

      it('is looked at five times, however many guesses come at once', async () => {
        const link = await inviteFor(CHLOE);
        const pages = await Promise.all(Array.from({ length: 30 }, () => link.open()));
        const codes = pages
          .map((_, i) => String(100_000 + i))
          .filter((code) => code !== link.code.replace(' ', ''));
        const answers = await Promise.all(codes.map((code, i) => type(pages[i] as Page, code)));
        const statuses = answers.map(({ status }) => status);
        assert.equal(statuses.filter((status) => status === 422).length, 4);
        assert.equal(statuses.filter((status) => status === 410).length, codes.length - 4);
        assert.equal((await link.open()).status, 410);
      });

      it('leaves in who is in already when someone else used the tries up', async () => {
        const link = await inviteFor(CHLOE);
        const page = await link.enter();
        let guess = await link.open();
        for (let tries = 0; tries < 5; tries += 1) guess = await type(guess, link.wrongCode);
        assert.equal(guess.status, 410);
        await sent(page);
      });

      it('costs no try when it is no code', async () => {
        const link = await inviteFor(CHLOE);
        let page = await link.open();
        for (const typed of ['', '12345', 'mon code']) page = await type(page, typed);
        assert.match(page.text, /Tapez les 6 chiffres/);
        assert.match((await type(page, link.wrongCode)).text, /Il reste 4 essais/);
      });

      it('keeps what was typed when the session has ended', async () => {
        const link = await inviteFor(CHLOE);
        const page = await link.enter();
        app().advance(13 * 3600);
        const asked = await answered(page).press(/^Enregistrer$/);
        assert.equal(asked.status, 401);
        assert.match(asked.text, /Vos réponses sont là : tapez le code/);
        const wrong = await type(asked, link.wrongCode);
        const back = await type(wrong, link.code);
        assert.match(back.text, /C'est enregistré/, back.summary);
        assert.equal(back.field('Autre chose à dire').text, 'Ponctuelle et souriante.');
      });

      it('is asked again on a device that was left', async () => {
        const link = await inviteFor(CHLOE);
        const page = await link.enter();
        const left = await page.press('Fermer sur cet appareil');
        assert.match(left.text, /Votre avis de tuteur.*C'est fermé sur cet appareil/s);
        assert.equal((await page.reload()).heading, 'Votre avis de tuteur');
      });
    });

    describe('whose link has ended', () => {
      const ways: Readonly<Record<string, (link: GivenLink) => Promise<unknown>>> = {
        revoked: async (link) => (await linkPage(link)).press('Couper le lien'),
        expired: async () => app().advance(40 * DAY),
        renewed: async (link) => (await linkPage(link)).press('Faire un nouveau lien'),
      };
      for (const [name, end] of Object.entries(ways)) {
        it(`(${name}) reads one plain page, with what was typed to copy`, async () => {
          const link = await invite(lesson.classPage, [CHLOE]);
          const page = answered(await link.enter());
          await end(link);
          const refused = await page.press('Envoyer au professeur');
          assert.equal(refused.status, 410);
          assert.match(
            refused.text,
            /Ce lien ne marche pas, ou ne marche plus Demandez un nouveau lien au professeur.*À l'aise au comptoir.*Ponctuelle et souriante/s,
          );
          assert.doesNotMatch(refused.html, /Chloé|Garnier|Morel/);
          const unknown = await link
            .open(new BrowserSession())
            .then((asked) => asked.visit('/t/00000-00000-00000-00000-000000'));
          const ended = await link.open();
          assert.deepEqual([ended.status, ended.html], [unknown.status, unknown.html]);
        });
      }

      it('goes on where the teacher takes the revocation back', async () => {
        const link = await inviteFor(CHLOE);
        const page = await link.enter();
        const cut = await (await linkPage(link)).press('Couper le lien');
        assert.match(cut.text, /Le lien est coupé/);
        assert.equal((await page.reload()).status, 410);
        assert.match((await cut.press('Annuler')).text, /marche de nouveau/);
        await sent(page);
      });

      it('finds their answers again by a new link', async () => {
        const link = await inviteFor(CHLOE);
        await answered(await link.enter()).press(/^Enregistrer$/);
        const fresh = new GivenLink(await (await linkPage(link)).press('Faire un nouveau lien'));
        assert.notEqual(fresh.token, link.token);
        const page = await fresh.enter();
        assert.equal(page.field('Autre chose à dire').text, 'Ponctuelle et souriante.');
      });

      it('is still read by the teacher', async () => {
        const link = await inviteFor(CHLOE);
        await sent(await link.enter());
        await (await linkPage(link)).press('Couper le lien');
        assert.match((await lesson.grid('5')).text, /Ponctuelle et souriante/);
      });
    });

    describe('who is not who they say', () => {
      it('gets nowhere with the cookie of another link', async () => {
        const [mine, other] = [await inviteFor(CHLOE), await inviteFor(AMADOU)];
        const page = await mine.enter();
        const cookie = page.browser.jar.header(page.url, { method: 'GET' });
        assert.match(cookie, /^attendus_tutor=/);
        const answer = await fetch(other.address, { headers: { cookie, accept: 'text/html' } });
        const html = await answer.text();
        assert.match(html, /Votre avis de tuteur/);
        assert.doesNotMatch(html, /Diallo|Amadou/);
      });

      it('reaches no learner, criterion or level that the link does not name', async () => {
        const page = await (await inviteFor(CHLOE)).enter();
        for (const number of ['2', '0', '-1', '1e0', '5', 'Bézier'])
          assert.match((await page.visit(number)).heading, /Chloé Bézier/);
        const tampered = (change: (entries: URLSearchParams) => void) =>
          page.pressWith('Envoyer au professeur', change);
        assert.equal((await tampered((e) => e.set('level.C9.9-9', '4'))).status, 400);
        assert.equal((await tampered((e) => e.set('level.C1.2-1', '9'))).status, 400);
        assert.equal((await tampered((e) => e.set('_csrf', 'other'))).status, 403);
        const elsewhere = await page.fetch('2/draft', { method: 'POST', headers: { 'x-csrf-token': 'x' } });
        assert.equal(elsewhere.status, 403);
      });

      it('sends no form from another site', async () => {
        const link = await inviteFor(CHLOE);
        const page = await link.enter();
        const { url } = page;
        const answer = await page.browser.navigate({
          url,
          fields: page.entriesWith('Autre chose à dire'),
          from: new URL('https://evil.example/'),
        });
        assert.notEqual(answer.status, 200);
        assert.equal((await page.reload()).field('Autre chose à dire').text, '');
      });
    });

    it('changes nothing of a closed evaluation', async () => {
      const closing = await Lesson.start(app(), { title: `CCF ${count}`, purpose: 'Certificative' });
      const link = await invite(closing.classPage, [CHLOE]);
      const page = answered(await link.enter());
      await judged(await closing.grid('5'), [4, 3]).press(/^Enregistrer/);
      const grid = await closing.grid('5');
      await (await grid.press(/^Clore/)).press(/Clore/);
      const before = await closing.evaluation('5');
      assert.ok(before.closing);
      const refused = await page.press('Envoyer au professeur');
      assert.equal(refused.status, 423);
      assert.match(refused.text, /ne changent plus.*Ponctuelle et souriante/s);
      assert.match((await refused.visit('1')).text, /est terminée/);
      assert.deepEqual(await closing.evaluation('5'), before);
      assert.doesNotMatch((await closing.classPage.reload()).text, /tuteur à lire/);
    });

    it('is an affair of the teachers of that course alone', async () => {
      const link = await inviteFor(CHLOE);
      const own = link.page.url.pathname.split('/').slice(3).join('/');
      const other = await Lesson.start(app(), { title: `Autre ${count}` });
      assert.equal((await other.classPage.visit(own)).status, 404);
      assert.equal((await other.classPage.visit(`${own}/invitation`)).status, 404);
      const { url: from, top, browser } = other.classPage;
      const csrf = new URLSearchParams({
        _csrf: /name="_csrf" value="([^"]+)"/.exec(other.classPage.html)?.[1] ?? '',
      });
      for (const act of ['revoke', 'restore', 'unlock', 'extend', 'renew']) {
        const url = new URL(`${own}/${act}`, from);
        const answer = await browser.navigate({ url, fields: csrf, from, top });
        assert.equal(answer.status, 404, act);
      }
      await link.enter();
      const pupil = await app().as('6').launch(lesson.activity);
      for (const place of ['tutors', 'tutors/new', own]) assert.equal((await pupil.visit(place)).status, 403);
    });

    it('leaves neither token nor code in the store or the log', async function () {
      if (app().config.mongodbUri) this.skip();
      const link = await inviteFor(CHLOE);
      await sent(await link.enter());
      const folder = app().config.dataDirectory;
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      );
      const { token, code } = link;
      const secrets = [token, token.replaceAll('-', ''), `"${code.replace(' ', '')}"`];
      for (const file of files) {
        const text = readFileSync(path.join(file.parentPath, file.name), 'latin1');
        for (const secret of secrets) assert.ok(!text.includes(secret), `${file.name} holds a secret`);
      }
      await link.open().then((page) => page.visit(`/t/${token}/code/none`));
      assert.ok(!JSON.stringify(app().log).includes(token));
    });

    it('is noted in the journal as the link that they are', async () => {
      const link = await inviteFor(CHLOE);
      await sent(await link.enter());
      const { stores, registrar } = app().services;
      const [registration] = await registrar.list();
      const lines = await stores.journal.list({
        registrationId: registration?.id ?? '',
        from: new Date(0),
        limit: 1000,
      });
      const id = link.page.url.pathname.split('/').at(-1);
      const own = lines.filter(({ actorSub }) => actorSub === id).toReversed();
      assert.deepEqual(
        own.map(({ action, role, learnerSub }) => [action, role, learnerSub]),
        [
          ['tutor.entered', 'tutor', undefined],
          ['tutor.answersSent', 'tutor', '5'],
        ],
      );
    });
  });
});
