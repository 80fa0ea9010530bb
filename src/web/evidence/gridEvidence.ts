import type { Evidence } from '../../evaluation/evidence/evidence.js';
import { visibleEvidence } from '../../evaluation/evidence/visibleEvidence.js';
import type { LearnerDesk } from '../evaluation/learnerDesk.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';
import { evidenceAddress } from './evidenceAddress.js';

const MOST_THUMBNAILS = 3;

/** What a learner's grid tells of evidence: on each criterion, in the grid's order, and on the whole. */
export function gridEvidence({ session, activity, learner, evidence }: LearnerDesk, words: Words) {
  const { t } = words;
  const path = `${sessionPath(session)}/learners/${encodeURIComponent(learner.sub)}/evidence`;
  const items = evidence ? visibleEvidence(evidence, 'teacher', undefined) : [];
  const placeOf = (criterion: string, what: string) => {
    const here = items.filter(({ criterionId = '' }) => criterionId === criterion);
    return {
      key: criterion,
      href: evidenceAddress(path, { criterion }),
      label: here.length > 0 ? t('evidence:compact.count', { count: here.length }) : '',
      count: here.length > 0 ? String(here.length) : '',
      add: t('evidence:compact.add'),
      what,
      thumbnails: here.flatMap((item) => thumbnailOf(item, path)).slice(0, MOST_THUMBNAILS),
    };
  };
  return {
    criteria: activity.grid.criteria.map(({ id, text }) => placeOf(id, text)),
    whole: placeOf('', t('evidence:whole')),
    all: {
      href: path,
      text: t(items.length > 0 ? 'evidence:compact.allCount' : 'evidence:compact.allNone', {
        count: items.length,
      }),
    },
    total: items.length,
  };
}

function thumbnailOf({ id, content }: Evidence, path: string): readonly string[] {
  const isImage = content.kind === 'file' && content.file.image;
  return isImage ? [`${path}/${encodeURIComponent(id)}/thumbnail`] : [];
}
