import type { EvaluationContent } from '../../evaluation/evaluation.js';
import { judgementOf, NOT_JUDGED } from '../../evaluation/judgement.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import type { Scale } from '../../grid/scale.js';
import { criterionGroups } from '../criterionGroups.js';
import { formatHundredths } from '../formatting.js';
import type { Words } from '../language.js';
import type { ObservedCriterion } from '../observation/observedCriterion.js';
import { besideView, type SelfBeside } from '../selfAssessment/besideView.js';
import { showPhrases } from './phraseRequest.js';
import type { PhrasesView } from './phrasesView.js';

/** The teacher's sentences for one criterion, or for the whole, where they were asked for without a script. */
export interface ShownPhrases {
  readonly subjectId: string;
  readonly view: PhrasesView;
}

interface CriteriaContext {
  readonly grid: Grid;
  readonly content: Pick<EvaluationContent, 'entries'>;
  /** Competency code → official title. */
  readonly titles: ReadonlyMap<string, string>;
  /** Why a field cannot be kept, by its name. */
  readonly problems: ReadonlyMap<string, string>;
  readonly phrases?: ShownPhrases | undefined;
  /** What was observed on a criterion, beside the level chosen; nothing on most grids. */
  readonly observed?: (criterion: GridCriterion, chosen: string) => ObservedCriterion | undefined;
  /** One occasion on which some criteria were seen, rather than a judgement of all of them. */
  readonly occasion?: true;
  /** Where the learner placed themself, once they have sent it. */
  readonly beside?: SelfBeside | undefined;
}

/** The criteria of a grid to judge, under their competencies; see views/evaluation/criterion.ejs. */
export const criteriaView = (context: CriteriaContext, words: Words) =>
  criterionGroups(context.grid, context.titles).map(({ code, title, criteria }) => ({
    code,
    title,
    criteria: criteria.map(({ criterion, index }) => criterionView(criterion, index, context, words)),
  }));

function criterionView(criterion: GridCriterion, index: number, context: CriteriaContext, words: Words) {
  const { id, text } = criterion;
  const { scale } = context.grid;
  const entry = context.content.entries[id] ?? {};
  const comment = entry.comment ?? '';
  const problem = context.problems.get(`comment.${id}`) ?? '';
  const phrases = context.phrases?.subjectId === id ? context.phrases.view : undefined;
  const chosen = judgementOf(entry) || (context.occasion ? NOT_JUDGED : '');
  return {
    index,
    text,
    meta: metaOf(criterion, words),
    required: requiredText(criterion, scale, words),
    descriptors: descriptorsOf(criterion, scale, index),
    levelName: `level.${id}`,
    chosen,
    none: words.t(context.occasion ? 'observation:notSeen' : 'evaluation:notJudged'),
    commentName: `comment.${id}`,
    comment,
    commented: comment !== '' || problem !== '' || phrases !== undefined,
    problem,
    showPhrases: context.occasion ? '' : showPhrases(id),
    phrases,
    observed: context.observed?.(criterion, chosen),
    self: context.beside && besideView(id, context.beside, words),
  };
}

export function metaOf({ criterionCode, weightHundredths }: GridCriterion, { t, locale }: Words): string {
  const weight = t('evaluation:weight', { weight: formatHundredths(weightHundredths, locale) });
  return criterionCode ? `${criterionCode} · ${weight}` : weight;
}

/** « incontournable : au moins maîtrisé » */
export function requiredText({ requiredLevelId }: GridCriterion, { levels }: Scale, { t }: Words): string {
  const level = levels.find(({ id }) => id === requiredLevelId);
  return level ? t('evaluation:required', { level: level.label }) : '';
}

/** What each level looks like on a criterion, in the order of the scale; none when nobody wrote any. */
export function descriptorsOf({ descriptors = {} }: GridCriterion, { levels }: Scale, index: number) {
  const texts = levels.map(({ id, descriptor = '' }) => descriptors[id] ?? descriptor);
  if (texts.every((text) => text === '')) return [];
  return levels.map(({ code }, place) => ({ id: `level-${index}-${place}`, code, text: texts[place] ?? '' }));
}
