import assert from 'node:assert/strict';
import type { Form, VisitorName } from './school.js';

export interface RouteRight {
  /** Everybody else is refused. */
  readonly who: readonly VisitorName[];
  /** What stands in the address for each of its parameters. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** A form that changes something when an entitled visitor sends it; or where its page shows it. */
  readonly form?: Form;
  readonly formOn?: string;
  /** What the entitled are answered; 200 to a GET and 303 to a POST when absent. */
  readonly answers?: number;
}

const TEACHERS: readonly VisitorName[] = ['teacher', 'administrator'];
const LEARNERS: readonly VisitorName[] = ['learner', 'otherLearner'];
const OWNER: readonly VisitorName[] = ['teacher'];

const LEARNER = { sub: '21' };
const CRITERION = { criterion: 'C1.1-1' };
const PHOTO = { sub: '21', id: 'photo' };
const GONE = { sub: '21', id: 'gone' };
const TRACE = { kind: 'text', text: 'Une trace' };
const GROUP = { group: 'group-1' };
const OBSERVATION = { sub: '21', id: 'observation-1' };
const KEPT = { scaleId: 'scale-1' };
const GRID = { gridId: 'grid-1' };
const teachers = (right: Omit<RouteRight, 'who'> = {}): RouteRight => ({ who: TEACHERS, ...right });
const owner = (right: Omit<RouteRight, 'who'> = {}): RouteRight => ({ who: OWNER, params: GRID, ...right });
const observation = (right: Omit<RouteRight, 'who'> = {}) => teachers({ params: OBSERVATION, ...right });
const learner = (right: Omit<RouteRight, 'who'> = {}) => teachers({ params: LEARNER, ...right });

const JUDGEMENT = {
  revision: '1',
  base: '{}',
  presence: 'present',
  'level.C1.1-1': '4',
  generalComment: 'Un autre avis',
};
const OBSERVED = {
  revision: '1',
  base: '{}',
  observedOn: '2040-01-12',
  situation: 'pfmp',
  'level.C1.1-1': '4',
};
const PICKED = {
  action: 'attach',
  title: 'Autre',
  criteria: 'C1.1-1',
  maximum: '20',
  step: '50',
  direction: 'nearest',
  purpose: 'formative',
};
const TUTOR = { id: 'link-of-hotel' };
const INVITATION = { tutorName: 'Léa Petit', learner: '21', criterion: 'C1.1-1', day: '2040-02-10' };
const EDITOR = '/grids/grid-1/edit';
const SCALE = {
  action: 'save',
  revision: '1',
  scaleId: 'scale-1',
  scaleName: 'Autre échelle',
  level: ['no', 'yes'],
  'label no': 'non',
  'short no': 'N',
  'share no': '0',
  'sign no': 'empty',
  'label yes': 'oui',
  'short yes': 'O',
  'share yes': '100',
  'sign yes': 'full',
};
const IN_TWO_MONTHS = { day: '2040-03-16', time: '08:00' };

/** Every route below a session, and who may go there. A route that is not listed fails the test. */
export const ROUTE_RIGHTS: Readonly<Record<string, RouteRight>> = {
  'GET /activity': teachers(),
  'GET /activity/apply': teachers({ query: '?version=grid-1%401', answers: 303 }),
  'POST /activity/apply': teachers({
    form: { version: 'grid-1@1', from: 'grid-1@1', shown: 'x' },
  }),
  'GET /activity/counting': teachers(),
  'POST /activity/counting': teachers({ form: { rule: 'off', from: 'byHand' } }),
  'GET /activity/purpose': teachers(),
  'POST /activity/purpose': teachers({ form: { purpose: 'certificative', marks: '1' } }),
  'GET /activity/release': teachers(),
  'POST /activity/release': teachers({ form: IN_TWO_MONTHS }),
  'POST /activity/release/remove': teachers(),
  'POST /activity/self': teachers({ form: { action: 'closed' } }),
  'GET /attach': teachers({ answers: 303 }),
  'POST /attach': teachers({ form: PICKED }),
  'POST /attach/preview': teachers({ form: PICKED, answers: 200 }),
  'GET /class': teachers(),
  'POST /class/decide': teachers({ form: { action: 'publish', learner: '1.22' } }),
  'POST /class/roster': teachers(),
  'GET /class/table': teachers(),
  'GET /class/table/rows': teachers(),
  'POST /class/table/strokes': teachers({
    form: {
      gridVersion: 'grid-1@1',
      strokes: JSON.stringify([{ learner: '21', criterion: 'C1.1-1', from: '3', to: '4' }]),
    },
    answers: 200,
  }),
  'GET /class/table/criteria/:criterion': teachers({ params: CRITERION }),
  'POST /class/table/criteria/:criterion': teachers({
    params: CRITERION,
    form: { gridVersion: 'grid-1@1', 'was.21': 'present 3', 'set.21': 'present 4' },
  }),
  'GET /grids/:gridId/edit': teachers({ params: GRID }),
  'POST /grids/:gridId/edit': teachers({
    params: GRID,
    formOn: EDITOR,
    form: { title: 'Autre titre', action: 'save' },
  }),
  'POST /grids/:gridId/edit/preview': teachers({ params: GRID, formOn: EDITOR, answers: 200 }),
  'POST /desk': teachers({ form: { order: 'shuffled', names: 'hidden', back: 'class' } }),
  'GET /groups': teachers(),
  'GET /groups/new': teachers(),
  'GET /groups/:group': teachers({ params: GROUP }),
  'POST /groups/:group': teachers({
    params: GROUP,
    form: { action: 'save', name: 'Autre nom', before: '21' },
  }),
  'GET /groups/:group/evaluation': teachers({ params: GROUP }),
  'POST /groups/:group/evaluation': teachers({ params: GROUP, form: JUDGEMENT }),
  'POST /groups/:group/evaluation/draft': teachers({ params: GROUP, form: JUDGEMENT, answers: 200 }),
  'GET /learners/:sub': learner(),
  'POST /learners/:sub': learner({ form: { ...JUDGEMENT, action: 'save' } }),
  'GET /learners/:sub/close': learner({ answers: 303 }),
  'POST /learners/:sub/cosign': learner({ form: { revision: '1' } }),
  'POST /learners/:sub/draft': learner({ form: JUDGEMENT, answers: 200 }),
  'GET /learners/:sub/history': learner(),
  'GET /learners/:sub/observations/:id': observation(),
  'POST /learners/:sub/observations/:id': observation({ form: OBSERVED }),
  'POST /learners/:sub/observations/:id/count': observation({ form: { counts: '' } }),
  'POST /learners/:sub/observations/:id/draft': observation({ form: OBSERVED, answers: 200 }),
  'POST /learners/:sub/observations/:id/remove': observation(),
  'POST /learners/:sub/observations/:id/restore': observation({ params: { sub: '21', id: 'removed' } }),
  'GET /learners/:sub/observations/new': learner({ answers: 303 }),
  'GET /learners/:sub/phrases': learner({ query: '?criterion=C1.1-1' }),
  'POST /learners/:sub/phrases/forget': learner({ form: { phrase: 'forget phrase-1 C1.1-1' }, answers: 200 }),
  'GET /learners/:sub/questions': learner(),
  'POST /learners/:sub/questions': learner({
    form: { entry: 'entry-9', text: 'Une réponse', action: 'send' },
  }),
  'GET /learners/:sub/reopen': learner({ answers: 303 }),
  'POST /learners/:sub/reopen': learner({ form: { revision: '1', reason: 'Une erreur' } }),
  'POST /learners/:sub/resend': learner(),
  'GET /learners/:sub/sheet': learner({ answers: 303 }),
  'GET /learners/:sub/withdraw': learner(),
  'POST /learners/:sub/withdraw': learner({ form: { revision: '1' } }),
  'GET /library': teachers(),
  'GET /library/:gridId': teachers({ params: GRID }),
  'POST /library/:gridId/archive': owner(),
  'POST /library/:gridId/duplicate': teachers({ params: GRID }),
  'GET /library/:gridId/export.csv': teachers({ params: GRID }),
  'GET /library/:gridId/export.json': teachers({ params: GRID }),
  'POST /library/:gridId/restore': owner(),
  'POST /library/:gridId/share': owner({ form: { visibility: 'deployment' } }),
  'POST /library/:gridId/use': teachers({ params: GRID }),
  'GET /library/import': teachers(),
  'POST /library/import': teachers({
    form: { text: '# Titre;Importée\nAttendu;Compétences\nUn attendu;C1.2' },
  }),
  'GET /learners/:sub/evidence': learner(),
  'POST /learners/:sub/evidence': learner({ form: TRACE }),
  'GET /learners/:sub/evidence/:id': teachers({ params: PHOTO }),
  'GET /learners/:sub/evidence/:id/file': teachers({ params: PHOTO }),
  'GET /learners/:sub/evidence/:id/thumbnail': teachers({ params: PHOTO }),
  'POST /learners/:sub/evidence/:id/remove': teachers({ params: PHOTO }),
  'POST /learners/:sub/evidence/:id/restore': teachers({ params: GONE }),
  'GET /mine/evidence': { who: LEARNERS },
  'POST /mine/evidence': { who: LEARNERS, form: TRACE },
  'GET /mine/evidence/:id': { who: LEARNERS, params: PHOTO },
  'GET /mine/evidence/:id/file': { who: LEARNERS, params: PHOTO },
  'GET /mine/evidence/:id/thumbnail': { who: LEARNERS, params: PHOTO },
  'POST /mine/evidence/:id/remove': { who: LEARNERS, params: PHOTO },
  'POST /mine/evidence/:id/restore': { who: LEARNERS, params: GONE },
  'GET /mentees/:sub/evidence': { who: ['mentor'], params: LEARNER },
  'GET /mentees/:sub/evidence/:id': { who: ['mentor'], params: PHOTO },
  'GET /mentees/:sub/evidence/:id/file': { who: ['mentor'], params: PHOTO },
  'GET /mentees/:sub/evidence/:id/thumbnail': { who: ['mentor'], params: PHOTO },
  'GET /mentees': { who: ['mentor', 'otherMentor'] },
  'GET /mentees/:sub': { who: ['mentor'], params: LEARNER },
  'POST /mine/questions': { who: LEARNERS, form: { entry: 'entry-9', text: 'Pourquoi ?', action: 'send' } },
  'POST /mine/self': { who: LEARNERS, form: { revision: '1', 'level.C1.1-1': '4' } },
  'GET /mine/self': { who: LEARNERS },
  'POST /mine/self/draft': { who: LEARNERS, form: { revision: '1', 'level.C1.1-1': '4' }, answers: 200 },
  'POST /mine/self/skip': { who: LEARNERS },
  'POST /mine/self/takeBack': { who: LEARNERS },
  'GET /scales': teachers(),
  'GET /scales/new': teachers({ query: '?from=scale-1' }),
  'POST /scales/new': teachers({ form: SCALE }),
  'GET /scales/:scaleId/edit': owner({ params: KEPT }),
  'POST /scales/:scaleId/edit': owner({ params: KEPT, form: SCALE }),
  'POST /scales/:scaleId/archive': owner({ params: KEPT }),
  'POST /scales/:scaleId/restore': owner({ params: KEPT }),
  'POST /scales/:scaleId/share': owner({ params: KEPT, form: { visibility: 'deployment' } }),
  'GET /tutors': teachers(),
  'GET /tutors/:id': teachers({ params: TUTOR }),
  // Its address and code are shown to whoever made it, once.
  'GET /tutors/:id/invitation': teachers({ params: TUTOR, answers: 303 }),
  'POST /tutors/:id/extend': teachers({ params: TUTOR, form: { day: '2040-02-20' } }),
  'POST /tutors/:id/renew': teachers({ params: TUTOR, form: { day: '2040-02-20' } }),
  'POST /tutors/:id/restore': teachers({ params: TUTOR }),
  'POST /tutors/:id/revoke': teachers({ params: TUTOR }),
  'POST /tutors/:id/unlock': teachers({ params: TUTOR }),
  'GET /tutors/new': teachers(),
  'POST /tutors/new': teachers({ form: INVITATION }),
  'GET /tutors/sheet': teachers({ query: '?learner=21&criterion=C1.1-1' }),
  'GET /mine': { who: ['learner', 'otherLearner', 'platformAdministrator'] },
};

/** What to ask for: the route's address with its parameters in their places. */
export function askedOf(
  route: string,
  { params = {}, query = '' }: RouteRight,
): { readonly method: string; readonly path: string } {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = params[name];
    assert.ok(value !== undefined, `${route} has no value for :${name}`);
    return encodeURIComponent(value);
  });
  return { method, path: `${path}${method === 'GET' ? query : ''}` };
}
