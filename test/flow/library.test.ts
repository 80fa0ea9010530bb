import assert from 'node:assert/strict';
import { eachApp } from '../support/eachApp.js';
import { GREETING, PUBLIC } from '../support/lesson.js';
import { COLLEAGUE, COURSE, TEACHER } from '../support/person.js';

describe('a grid from one activity to the next', () => {
  eachApp((app) => {
    const bareLink = (title: string) =>
      app().platform.addActivity({ courseId: COURSE, toolId: app().tool.id, title });

    it('is made once, shared, used by a colleague, adapted by them, and sent along as a file', async () => {
      const picker = await app().as(TEACHER).launch(bareLink('Accueil du lundi'));
      const made = await picker.fill('Titre', 'Accueil A').tick(GREETING).press('Utiliser cette grille');
      const mine = await (await made.follow('Bibliothèque de grilles')).follow('Accueil A');
      assert.match(mine.text, /Utilisée dans 1 activité de ce cours : Accueil du lundi/);

      const colleague = await app().as(COLLEAGUE).launch(bareLink('Accueil du mardi'));
      const library = await colleague.follow('Reprendre une grille de la bibliothèque');
      assert.match((await library.follow('Partagées dans ce cours')).text, /Personne n'a encore partagé/);
      const shared = await mine.tick('Les enseignants de ce cours').press('Enregistrer le partage');
      assert.match(shared.text, /Le partage est enregistré/);

      const found = await (await library.follow('Partagées dans ce cours')).follow('Accueil A');
      assert.match(found.text, /Créée par Hélène Garnier-Roux/);
      const classPage = await found.press('Utiliser ici');
      assert.equal(classPage.heading, 'Accueil du mardi');
      assert.match((await classPage.visit('learners/5')).text, new RegExp(GREETING));
      const again = await mine.reload();
      assert.match(again.text, /Utilisée dans 2 activités de ce cours : /);

      const copy = await (await found.reload()).press('Dupliquer');
      assert.equal(copy.heading, 'Accueil A (copie)');
      assert.match(copy.text, /Modifier/);
      const file = await copy.fetch(`${copy.url.pathname}/export.csv`);
      const importPage = await copy.visit('import');
      const imported = await importPage
        .fill('Contenu du fichier', file.body.replace('Accueil A (copie)', 'Accueil importé'))
        .press(/^Importer$/);
      assert.equal(imported.heading, 'Accueil importé', imported.summary);
      assert.match(imported.text, new RegExp(GREETING));
    });

    it('is added to a course from the library, as from the picker', async () => {
      const teacher = app().as(TEACHER);
      await (await teacher.chooseContent()).fill('Titre', 'Accueil B').tick(PUBLIC).press('Ajouter au cours');
      const first = app().platform.state.activities.at(-1);
      const library = await (await teacher.chooseContent()).follow('Reprendre une grille de la bibliothèque');
      const back = await (await library.follow('Accueil B')).press('Ajouter au cours');
      assert.equal(back.heading, 'Contenu ajouté', back.summary);
      const second = app().platform.state.activities.at(-1);
      assert.ok(first && second);
      assert.notEqual(second.id, first.id);
      assert.equal(second.custom, first.custom);
      assert.equal((await teacher.launch(second)).heading, 'Accueil B');
    });

    it('is archived and comes back, while its activities go on', async () => {
      const teacher = app().as(TEACHER);
      const link = bareLink('Accueil du jeudi');
      const classPage = await (
        await teacher.launch(link)
      )
        .fill('Titre', 'Accueil C')
        .tick(GREETING)
        .press('Utiliser cette grille');
      const grid = await (await classPage.follow('Bibliothèque de grilles')).follow('Accueil C');
      const archived = await grid.press(/^Archiver$/);
      assert.match(archived.text, /La grille est dans vos archives/);
      const titles = (await classPage.follow('Bibliothèque de grilles')).document
        .all('h3')
        .map(({ text }) => text);
      assert.ok(!titles.includes('Accueil C'));
      assert.match((await (await teacher.launch(link)).visit('learners/5')).text, new RegExp(GREETING));
      const restored = await archived.press('Sortir des archives');
      assert.match(restored.text, /de retour dans vos listes/);
    });
  });
});
