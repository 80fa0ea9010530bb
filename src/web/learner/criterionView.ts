import type { CriterionEntry, Publication } from '../../evaluation/evaluation.js';
import type { Grid, GridCriterion } from '../../grid/grid.js';
import type { Words } from '../language.js';
import { criterionAnchor } from './criterionAnchor.js';
import type { LearnerTopics } from '../questions/learnerTopics.js';
import type { LearnerSeen } from '../observation/learnerObservations.js';
import { besideView, type SelfBeside } from '../selfAssessment/besideView.js';

export interface CriterionContext {
  readonly grid: Grid;
  readonly publication: Publication | undefined;
  /** Where the learner placed themself, as far as the reader may see it. */
  readonly beside: SelfBeside | undefined;
  /** Questions and answers; absent for those who read nobody's. */
  readonly topics: Pick<LearnerTopics, 'ofCriterion'> | undefined;
  /** Official sentences, by code of criterion. */
  readonly sentences: ReadonlyMap<string, string>;
  /** What was seen of a criterion on several occasions, where the activity holds some. */
  readonly seenOn?: ((criterionId: string) => readonly LearnerSeen[]) | undefined;
}

/** One criterion as its learner reads it; see views/learner/criterion.ejs. */
export function criterionView(
  criterion: GridCriterion,
  { grid, publication, beside, topics, sentences, seenOn }: CriterionContext,
  words: Words,
) {
  const { t } = words;
  const { levels } = grid.scale;
  const { criterionCode: code = '', text } = criterion;
  const entry = judgementOf(publication, criterion);
  const level = entry?.notJudged ? undefined : levels.find(({ id }) => id === entry?.levelId);
  const required = levels.find(({ id }) => id === criterion.requiredLevelId);
  const sentence = sentences.get(code) ?? '';
  return {
    anchor: criterionAnchor(criterion.id),
    text,
    code,
    // Where the grid says it as the official text does, it is said once.
    official: sentence === text ? '' : sentence,
    required: required ? t('learner:required', { level: required.label }) : '',
    descriptors: descriptorsOf(criterion, grid, level?.id),
    level,
    comment: entry?.comment ?? '',
    topic: topics?.ofCriterion(criterion.id),
    seen: seenOn?.(criterion.id) ?? [],
    self: beside && besideView(criterion.id, beside, words),
  };
}

/** What each level asks for, where anybody wrote it. */
function descriptorsOf({ descriptors = {} }: GridCriterion, { scale }: Grid, reached: string | undefined) {
  const described = scale.levels.map((level) => ({
    level,
    text: descriptors[level.id] ?? level.descriptor ?? '',
    reached: level.id === reached,
  }));
  return described.some(({ text }) => text !== '') ? described : [];
}

/** Of an absent learner nothing was judged, whatever stands in the draft behind. */
function judgementOf(
  publication: Publication | undefined,
  { id }: GridCriterion,
): CriterionEntry | undefined {
  return publication?.content.presence === 'present' ? publication.content.entries[id] : undefined;
}
