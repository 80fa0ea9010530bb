import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import { changeGroups, withGroup } from '../../../src/evaluation/group/changeGroups.js';
import type { Activity } from '../../../src/evaluation/activity.js';
import type { Observation } from '../../../src/evaluation/observation/observation.js';
import { observedMark } from '../../../src/evaluation/observation/observedKey.js';
import { TOKEN_BYTES, writtenToken } from '../../../src/evaluation/tutor/linkToken.js';
import type { TutorLink } from '../../../src/evaluation/tutor/tutorLink.js';
import type { Grid } from '../../../src/grid/grid.js';
import { courseRole } from '../../../src/lti/courseRole.js';
import type { LaunchSession } from '../../../src/platform/launchSession.js';
import { sha256 } from '../../../src/web/release/sha256.js';
import { SESSION_COOKIE } from '../../../src/web/session/sessionGuard.js';
import { TUTOR_COOKIE } from '../../../src/web/tutor/tutorGate.js';
import { welcomeActivity, welcomeGrid } from '../../support/activities.js';
import { editorForm } from '../../support/editorForm.js';
import { draftEvaluation, publishedEvaluation } from '../../support/evaluations.js';
import { evidence, folder, photoFile } from '../../support/evidence.js';
import { teacherSession } from '../../support/launchSessions.js';
import { keptWelcomeScale } from '../../support/keptScales.js';
import { emptyThread, question } from '../../support/questions.js';
import { observation } from '../../support/observations.js';
import { selfDraft } from '../../support/selfAssessments.js';
import { FROM_OUR_PAGE, learner, NOW, SESSION_SECRET, TeacherPages } from '../../support/teacherPages.js';
import { hotelAnswers, hotelLink, sentObservation } from '../../support/tutorLinks.js';
import { storeGrid } from '../library/libraryPages.js';

/** Stands in every text of the school, and in nothing that an outsider brings. */
export const SECRET = 'Zerbinette';

/** Stands in the private notes, and in nothing else. */
export const PRIVATE = 'À part soi';

const CONTEXT = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';

function activityWith(text: string): Activity {
  const grid: Grid = {
    ...welcomeGrid,
    title: `Accueil ${text}`,
    criteria: welcomeGrid.criteria.map((one) => ({ ...one, text: `${one.text} ${text}` })),
  };
  const selfAssessment = { openedAt: NOW, by: { sub: '7' }, required: false };
  return { ...welcomeActivity, title: `Activité ${text}`, grid, selfAssessment, counting: 'byHand' };
}

/** Seen in class by the teacher, and by a tutor; removed once. */
const observationsWith = (text: string): readonly Observation[] => {
  const entries = { 'C1.1-1': { levelId: '2', comment: `Vu, ${text}.` } };
  const seen = { entries, title: `Oral ${text}`, comment: `En somme, ${text}.` };
  return [
    observation(seen),
    observation({ ...seen, id: 'tutor', source: 'tutor', by: { sub: 'tutor', name: text } }),
    observation({ ...seen, id: 'removed', removed: { at: NOW, by: { sub: '7', name: text } } }),
  ];
};

/** Who may knock, each with a session of their own. */
export const VISITORS = {
  teacher: { role: 'teacher', user: { sub: '7', name: 'Claire Fontaine' } },
  administrator: {
    role: courseRole([`${CONTEXT}Administrator`]),
    user: { sub: '2', name: 'Admin du cours' },
  },
  learner: { role: 'learner', user: { sub: '21' } },
  otherLearner: { role: 'learner', user: { sub: '22' } },
  mentor: { role: 'mentor', user: { sub: '40' }, mentees: ['21'] },
  otherMentor: { role: 'mentor', user: { sub: '41' }, mentees: ['22'] },
  platformAdministrator: {
    role: courseRole(['http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator']),
  },
  teacherOfAnotherCourse: elsewhere({ contextId: '43' }),
  teacherOfAnotherDeployment: elsewhere({ deploymentId: '2' }),
  teacherOfAnotherRegistration: elsewhere({ registrationId: 'registration-2' }),
} satisfies Record<string, Partial<LaunchSession>>;

export type VisitorName = keyof typeof VISITORS;

/** The same link as the platform numbers it, another place; another platform numbers its people as it likes. */
function elsewhere(place: Partial<LaunchSession['scope']>): Partial<LaunchSession> {
  const scope = { ...teacherSession.scope, ...place };
  return {
    scope,
    role: 'teacher',
    // Somebody's own grids follow them from course to course, so it is not the same person there.
    user: { sub: scope.contextId === '42' ? '7' : '8', name: 'Un homonyme' },
    context: { id: scope.contextId, title: 'Ailleurs' },
    resourceLink: { id: 'link-1', title: 'Ailleurs' },
  };
}

/** A course with one of everything, every text of it secret. */
export class School {
  private constructor(
    readonly pages: TeacherPages,
    private readonly text: string,
  ) {}

  /** @param text what stands in every name, title and comment. */
  static async open(text = SECRET): Promise<School> {
    const pages = await TeacherPages.open(activityWith(text), { randomBytes });
    pages.roster = { problem: 'not-offered' };
    const members = [learner('21', text, 'Chloé'), learner('22', text, 'Amadou')];
    await pages.services.rosters.put(teacherSession.scope, { members, readAt: NOW });
    await storeGrid(pages, { title: `Accueil ${text}`, visibility: 'context' });
    await pages.services.keptScales.add({ ...keptWelcomeScale(text), visibility: 'context' });
    const content = { ...draftEvaluation.content, comment: `Bien, ${text}.` };
    const observations = observationsWith(text);
    const observed = observedMark(observations)!;
    const publication = {
      ...publishedEvaluation.publication,
      content,
      observations: { all: observations, byHand: [] },
      observedKey: observed.key,
      at: NOW,
      by: { sub: '7' },
    };
    await pages.store({
      ...publishedEvaluation,
      content,
      observations,
      observed,
      publication,
      privateNote: `${PRIVATE} : ${text}.`,
      delivery: { ...publishedEvaluation.delivery!, state: 'sent' },
    });
    await pages.store({ id: 'evaluation-22', learnerSub: '22', content, privateNote: PRIVATE });
    for (const learnerSub of ['21', '22']) {
      const written = { ...selfDraft.content, comment: `Je vais travailler ${text}.` };
      const self = { ...selfDraft, id: `self-${learnerSub}`, learnerSub, content: written };
      await pages.services.selfAssessments.save(self);
    }
    const tutor = { name: `Marc ${text}`, company: `Hôtel ${text}` };
    const link = { ...hotelLink, tutor, school: `Lycée ${text}` };
    await addTutor(pages, 'tutor', link);
    await addTutor(pages, 'revokedTutor', { ...link, id: 'revoked', revokedAt: NOW });
    await addTutor(pages, 'expiredTutor', { ...link, id: 'expired', expiresAt: NOW });
    await addTutorElsewhere(pages);
    const answers = { ...hotelAnswers, tutor, comment: `Ponctuelle, ${text}.` };
    await pages.services.tutorObservations.save({
      ...sentObservation,
      draft: answers,
      sent: { answers, at: NOW },
    });
    const asked = question({ text: `Et ${text} ?`, criterionId: 'C1.1-1' });
    await pages.services.questions.save({ ...emptyThread, entries: [asked] });
    for (const learnerSub of ['21', '22']) await storeEvidence(pages, learnerSub, text);
    const group = withGroup(
      'group-1',
      { name: `Groupe ${text}`, memberSubs: ['21'] },
      { by: { sub: '7' }, at: NOW },
    );
    await changeGroups(teacherSession.scope, group, pages.services.learnerGroups);
    const school = new School(pages, text);
    for (const [id, changes] of Object.entries(VISITORS)) await school.#enter(id, changes);
    await school.#enter('expired', { expiresAt: new Date(NOW.getTime() - 1) });
    return school;
  }

  close(): Promise<void> {
    return this.pages.close();
  }

  async #enter(id: string, changes: Partial<LaunchSession>): Promise<void> {
    await this.pages.visitor({ id, cookieHash: hashOf(secretOf(id)), ...changes });
  }

  /** A request in a visitor's own session, as its pages send it. */
  ask(visitor: string, { method, path }: Asked, form: Form = {}) {
    const asked = this.#asked({ method, path: `/s/${visitor}${path}` }, form);
    return asked.set('Cookie', `${SESSION_COOKIE}=${secretOf(visitor)}`);
  }

  /** A request to the address that one tutor was given, with somebody's cookie under both names, or none. */
  askTutor(
    tutor: TutorName,
    { method, path }: Asked,
    { cookie, form = {} }: { cookie?: string | undefined; form?: Form },
  ) {
    const asked = this.#asked({ method, path: `/t/${tokenOf(tutor)}${path}` }, form);
    asked.set('Accept', path.endsWith('/draft') ? 'application/json' : 'text/html');
    return cookie === undefined ? asked : asked.set('Cookie', bothCookies(cookie));
  }

  #asked({ method, path }: Asked, form: Form) {
    if (method === 'GET') return request(this.pages.app).get(path).redirects(0);
    const posted = request(this.pages.app).post(path).redirects(0).set(FROM_OUR_PAGE).type('form');
    return posted.send({ _csrf: teacherSession.csrfToken, ...form });
  }

  /** What the teacher's page would post as it stands, but for the secret: who sends it has it from nowhere. */
  async formOn(path: string): Promise<Form> {
    const { text } = await this.ask('teacher', { method: 'GET', path });
    const { _csrf: _own, ...fields } = editorForm(text.replaceAll(this.text, 'texte'));
    return fields;
  }

  /** The teacher's address with somebody else's cookie, or none. */
  askWith(cookie: string | undefined, { method, path }: Asked, form: Form = {}) {
    const asked = this.#asked({ method, path: `/s/teacher${path}` }, form);
    return cookie === undefined ? asked : asked.set('Cookie', bothCookies(cookie));
  }
}

/** A photo, and a text that was taken away; the same ids for every learner. */
async function storeEvidence({ services }: TeacherPages, learnerSub: string, text: string): Promise<void> {
  const [id, thumbnailId] = [`photo-${learnerSub}`, `thumbnail-${learnerSub}`];
  for (const file of [id, thumbnailId]) await services.evidenceFiles.put(file, bytesOf('image'), NOW);
  const by = { sub: learnerSub, name: text, role: 'learner' as const };
  const file = {
    ...photoFile,
    id,
    name: `${text}.jpg`,
    bytes: 5,
    image: { ...photoFile.image!, thumbnailId },
  };
  const photo = evidence('photo', { title: text, content: { kind: 'file', file }, by, at: NOW });
  const content = { kind: 'text' as const, text };
  const gone = evidence('gone', { content, by, at: NOW, removed: { at: NOW, by } });
  await services.evidence.save({ ...folder(photo, gone), ...teacherSession.scope, learnerSub });
}

/** Company tutors, each with a link and a browser that was let in by it. */
const TUTORS = ['tutor', 'revokedTutor', 'expiredTutor', 'tutorOfAnotherSchool'] as const;
export type TutorName = (typeof TUTORS)[number];

/** The code of every link. */
export const CODE = '482913';

const tokenOf = (tutor: TutorName) => writtenToken(Buffer.alloc(TOKEN_BYTES, 1 + TUTORS.indexOf(tutor)));

async function addTutor({ services }: TeacherPages, name: TutorName, link: TutorLink): Promise<void> {
  const tokenHash = sha256(tokenOf(name));
  const codeHash = services.codeSeal.hash(CODE, link.id);
  await services.tutorLinks.add({ ...link, tokenHash, codeHash });
  await services.tutorSessions.add({
    cookieHash: sha256(secretOf(name)),
    linkId: link.id,
    tokenHash,
    csrfToken: teacherSession.csrfToken,
    expiresAt: new Date(NOW.getTime() + 3600_000),
  });
}

/** Another school's platform numbers its learners as ours does. */
async function addTutorElsewhere(pages: TeacherPages): Promise<void> {
  const place = { registrationId: 'registration-2', deploymentId: '9', contextId: '99' };
  const activity = { ...welcomeActivity, ...place, id: 'activity-elsewhere' };
  await pages.services.activities.addOnce(activity);
  await pages.services.rosters.put(place, { members: [learner('21', 'Ailleurs', 'Zoé')], readAt: NOW });
  const link = { ...hotelLink, ...place, id: 'link-elsewhere', activityId: activity.id };
  await addTutor(pages, 'tutorOfAnotherSchool', link);
}

async function* bytesOf(content: string) {
  yield Buffer.from(content);
}

interface Asked {
  readonly method: string;
  readonly path: string;
}

export type Form = Readonly<Record<string, string | readonly string[]>>;

export const secretOf = (visitor: string) => `${SESSION_SECRET} of ${visitor}`.replaceAll(' ', '-');
const bothCookies = (value: string) => `${SESSION_COOKIE}=${value}; ${TUTOR_COOKIE}=${value}`;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');
