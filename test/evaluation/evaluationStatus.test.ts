import assert from 'node:assert/strict';
import { EMPTY_CONTENT } from '../../src/evaluation/changeContent.js';
import type { EvaluationSummary } from '../../src/evaluation/evaluation.js';
import { evaluationStatus, type EvaluationStatus } from '../../src/evaluation/evaluationStatus.js';
import { draftEvaluation, publishedEvaluation, teacher } from '../support/evaluations.js';

describe('evaluationStatus', () => {
  const { publication: _withdrawn, ...withdrawn } = publishedEvaluation;
  const ready = { at: new Date('2040-01-15T11:00:00Z'), by: teacher };
  const closing = { ...ready, hash: '0'.repeat(64) };
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
      'is to publish again once another mark was set',
      {
        ...publishedEvaluation,
        content: { ...publishedEvaluation.content, adjustment: { hundredths: 1500, reason: 'Oral' } },
      },
      'republish',
    ],
    [
      'is still published once a private note was written',
      { ...publishedEvaluation, privateNote: 'Appeler la famille.' },
      'published',
    ],
    [
      'is to evaluate when there is but a private note',
      { ...draftEvaluation, content: EMPTY_CONTENT, privateNote: 'Appeler la famille.' },
      'toEvaluate',
    ],
    [
      'is to publish again when all was erased',
      { ...publishedEvaluation, content: EMPTY_CONTENT },
      'republish',
    ],
    ['is a draft again once withdrawn', withdrawn, 'draft'],
    ['is ready once a teacher says so', { ...draftEvaluation, ready }, 'ready'],
    [
      'is ready when a changed publication waits to be published again',
      { ...publishedEvaluation, ready, content: { ...publishedEvaluation.content, comment: 'Autre' } },
      'ready',
    ],
    [
      'is published, ready or not, when learners see it as it stands',
      { ...publishedEvaluation, ready },
      'published',
    ],
    ['is closed, whatever else it is', { ...publishedEvaluation, ready, closing }, 'closed'],
  ];

  for (const [name, evaluation, expected] of cases) {
    it(name, () => assert.equal(evaluationStatus(evaluation), expected));
  }
});
