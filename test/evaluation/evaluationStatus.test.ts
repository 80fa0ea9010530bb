import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { EvaluationSummary } from '../../src/evaluation/evaluation.js';
import { evaluationStatus, type EvaluationStatus } from '../../src/evaluation/evaluationStatus.js';
import { draftEvaluation, publishedEvaluation } from '../support/evaluations.js';

describe('evaluationStatus', () => {
  const { publication: _withdrawn, ...withdrawn } = publishedEvaluation;
  const cases: [string, EvaluationSummary | undefined, EvaluationStatus][] = [
    ['is to evaluate when nothing is stored', undefined, 'toEvaluate'],
    [
      'is to evaluate when what is stored is empty',
      { ...draftEvaluation, content: EMPTY_CONTENT },
      'toEvaluate',
    ],
    [
      'is to evaluate when only empty entries are stored',
      { ...draftEvaluation, content: { ...EMPTY_CONTENT, entries: { a: { comment: '' } } } },
      'toEvaluate',
    ],
    ['is a draft once something is judged', draftEvaluation, 'draft'],
    [
      'is a draft once someone is absent',
      { ...draftEvaluation, content: { ...EMPTY_CONTENT, presence: 'absent' } },
      'draft',
    ],
    ['is published', publishedEvaluation, 'published'],
    [
      'is to publish again once the draft differs from the publication',
      { ...publishedEvaluation, content: { ...publishedEvaluation.content, comment: 'Autre' } },
      'republish',
    ],
    [
      'is to publish again when all was erased',
      { ...publishedEvaluation, content: EMPTY_CONTENT },
      'republish',
    ],
    ['is a draft again once withdrawn', withdrawn, 'draft'],
  ];

  for (const [name, evaluation, expected] of cases) {
    it(name, () => assert.equal(evaluationStatus(evaluation), expected));
  }
});
