import type { Response } from 'express';
import type { Observation } from '../../evaluation/observation/observation.js';
import { gridOf } from '../../evaluation/gridOf.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { piece } from '../evaluation/piece.js';
import { observationConflict } from './observationConflict.js';
import type { ObservationForm } from './observationForm.js';
import { observationProblems, stateText } from './observationPage.js';
import { outcomeTrouble } from './outcomeTrouble.js';
import { writeObservation } from './writeObservation.js';

/** An observation has a version of its own, and needs no fingerprints of what it was made from. */
const NO_BASE = '{}';

/** What the page's script is told of a draft that it sent; see public/evaluation/autosave.js. */
export async function draftAnswer(
  form: ObservationForm,
  desk: LearnerDesk,
  res: Response,
  services: EvaluationServices,
): Promise<{ readonly status: number; readonly body: object }> {
  const words = wordsOf(res);
  const { t } = words;
  const { draft } = form;
  if (isUntouched(form, desk)) return { status: 200, body: { revision: 0, base: NO_BASE, pieces: {} } };
  if (form.problems.length > 0) {
    const texts = observationProblems(form.problems, gridOf(desk.activity, draft), words);
    const message = texts.get('nothing') ?? t('observation:unsaved');
    return { status: 422, body: { error: 'INVALID', message, problems: Object.fromEntries(texts) } };
  }

  const outcome = await writeObservation(desk, { draft }, services, words);
  if (outcome.kind === 'observed') {
    const stored = outcome.evaluation.observations?.find(({ id }) => id === draft.id);
    return { status: 200, body: stored ? await keptAnswer(stored, desk, res, services) : {} };
  }
  if (outcome.kind === 'changed') {
    const { theirs } = outcome;
    const conflict = observationConflict(draft, theirs, { desk, now: services.now() }, words);
    const html = await piece(res, 'observation/differences', { t, conflict });
    const message = t('evaluation:unsaved.conflict');
    const pieces = { conflict: html };
    return { status: 409, body: { error: 'CONFLICT', message, revision: theirs.version, pieces } };
  }
  // The script tries again by itself, with the activity as it is then.
  if (outcome.kind === 'movedOn') return { status: 503, body: {} };
  return { status: 409, body: { error: 'CLOSED', message: outcomeTrouble(outcome, words) } };
}

/** Nothing was written yet on a page that was only opened: there is nothing to store. */
const isUntouched = ({ problems, draft }: ObservationForm, { evaluation }: LearnerDesk): boolean =>
  problems.some(({ kind }) => kind === 'nothing') &&
  !evaluation.observations?.some(({ id }) => id === draft.id);

async function keptAnswer(
  stored: Observation,
  desk: LearnerDesk,
  res: Response,
  { now }: EvaluationServices,
) {
  const saved = stateText(stored, desk, now(), wordsOf(res));
  const state = await piece(res, 'observation/state', { saved });
  return { revision: stored.version, base: NO_BASE, pieces: { state } };
}
