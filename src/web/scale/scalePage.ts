import { GRID_LIMITS, type GridProblem } from '../../grid/gridProblem.js';
import type { KeptScale } from '../../grid/keptScale.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { ScaleFields } from '../grid/gridFields.js';
import { gridProblemText } from '../grid/gridProblemText.js';
import { levelViews } from '../grid/levelViews.js';
import { problemField } from '../grid/problemField.js';
import { scaleOfFields } from '../grid/scaleOfFields.js';
import type { Words } from '../language.js';
import { sharingChoices } from '../library/sharing.js';
import { sessionPath } from '../session/sessionGuard.js';

export interface ScaleView {
  readonly session: LaunchSession;
  /** Absent: a new one. */
  readonly kept?: KeptScale;
  readonly fields: ScaleFields;
  /** That the form was made from; 0 for a new one. */
  readonly revision: number;
  readonly problems?: readonly GridProblem[];
  /** Another window saved meanwhile. */
  readonly moved?: boolean;
  readonly focus?: string;
}

/** Everything views/scale/edit.ejs may use. */
export function scalePage(view: ScaleView, words: Words) {
  const { session, kept, fields, revision, problems = [], moved = false, focus = '' } = view;
  const { t } = words;
  const scale = scaleOfFields(fields, []);
  const listed = problems.map((problem) => ({
    field: problemField(problem, { scale, criteria: [] }),
    text: gridProblemText(problem, t),
  }));
  const invalid = new Set(listed.map(({ field }) => field));
  const base = `${sessionPath(session)}/scales`;
  const path = kept ? `${base}/${encodeURIComponent(kept.scale.id)}` : '';
  return {
    title: t(kept ? 'scale:edit.title' : 'scale:edit.newTitle'),
    lead: t(kept ? 'scale:edit.lead' : 'scale:edit.newLead'),
    back: { href: base, text: t('scale:title') },
    action: kept ? `${path}/edit` : `${base}/new`,
    path,
    moved: moved ? t('scale:edit.moved') : '',
    problems: listed.map(({ field, text }) => ({ href: `#${field}`, text })),
    scaleId: fields.scaleId,
    scaleName: fields.scaleName,
    revision,
    levels: levelViews({ fields: { ...fields, items: [] }, invalid }, words),
    mayAddLevel: scale.levels.length < GRID_LIMITS.levels.most,
    invalid,
    focus,
    limits: GRID_LIMITS,
    sharings: kept ? sharingChoices(kept, session, words) : [],
  };
}
