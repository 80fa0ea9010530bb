import type { RosterReading } from '../../platform/roster.js';
import type { PlatformNames } from '../evaluation/deliveryView.js';
import type { Words } from '../language.js';
import type { ListedLearner } from './classList.js';

/** Why the class list, or a name, is missing; what is shown instead; what an administrator can tick. */
interface RosterNotice {
  readonly tone: 'problem' | 'wait';
  readonly title: string;
  readonly sentences: readonly string[];
}

interface RosterState {
  readonly reading: RosterReading;
  readonly learners: readonly ListedLearner[];
  readonly names: PlatformNames;
  readonly moodle: boolean;
}

export function rosterNotices({ reading, learners, names, moodle }: RosterState, { t }: Words) {
  const product = moodle ? 'moodle' : 'other';
  const notices: RosterNotice[] = [];
  if (reading.problem) {
    notices.push({
      tone: learners.length === 0 ? 'problem' : 'wait',
      title: t(`class:roster.${reading.problem}.title`, { ...names }),
      sentences: [
        t(learners.length > 0 ? 'class:roster.kept' : 'class:roster.none'),
        t(`class:roster.${reading.problem}.${product}`),
      ],
    });
  }
  const unnamed = learners.filter(({ named, left }) => !named && !left).length;
  if (unnamed > 0) {
    notices.push({
      tone: 'wait',
      title: t('class:roster.unnamed.title', { ...names, count: unnamed }),
      sentences: [t('class:roster.unnamed.what'), t(`class:roster.unnamed.${product}`)],
    });
  }
  return notices;
}
