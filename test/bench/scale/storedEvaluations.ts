import { randomUUID } from 'node:crypto';
import type { Activity } from '../../../src/evaluation/activity.js';
import { storedDocument, type StoredDocument } from '../../../src/storage/embedded/storedValue.js';
import { evaluationRecord } from '../../../src/storage/evaluationModel.js';
import { learners } from '../platform/people.js';
import { activityOf, gradeServiceOf } from '../school/activity.js';
import { draftOf, publishedOf, sentOf } from '../school/evaluation.js';
import { gridOf } from '../school/grid.js';

const CRITERIA = 6;
const REGISTRATIONS = 100;
const YEAR_SECONDS = 365 * 24 * 3600;

const grid = gridOf(CRITERIA);

/** The n-th class that was evaluated. */
export function classActivity(place: number): Activity {
  const registration = place % REGISTRATIONS;
  const scope = {
    registrationId: `registration-${registration}`,
    deploymentId: '1',
    contextId: String(place % 1000),
  };
  const platform = `https://moodle-${registration}.example`;
  const lineItems = `${platform}/lineitems?type_id=1`;
  // Padded, for the same reason as ascendingId.
  return activityOf(
    scope,
    String(place).padStart(6, '0'),
    grid,
    gradeServiceOf(lineItems, `${platform}/lineitems/${place}`),
  );
}

export const classesFor = (evaluations: number) => Math.ceil(evaluations / learners.length);

/** Evaluations as stored: published, sent and read back, over a year, class by class. */
export function* storedEvaluations(count: number): Iterable<StoredDocument> {
  const classes = classesFor(count);
  let made = 0;
  for (let place = 0; place < classes; place++) {
    const at = new Date(Date.now() - Math.floor(((classes - place) / classes) * YEAR_SECONDS) * 1000);
    // One model a class: making each from nothing would take longer than storing it.
    const activity = classActivity(place);
    const model = sentOf(publishedOf(draftOf(activity, '', place, at), activity, place + 1, at), at);
    const document = storedDocument(evaluationRecord(model));
    for (const { sub } of learners) {
      if (made++ === count) return;
      yield { ...document, _id: ascendingId(made), learnerSub: sub };
    }
  }
}

/** As long as the tool's own ids, but in order: indexes then fill from one end, and end up as deep. */
const ascendingId = (place: number) => place.toString(16).padStart(8, '0') + randomUUID().slice(8);
