import assert from 'node:assert/strict';
import { resultUrl, scoresUrl } from '../../../src/lti/services/scoresUrl.js';

describe('scoresUrl', () => {
  const cases: [string, string, string][] = [
    [
      'keeps the query that Moodle puts on a line item',
      'https://m.test/2/lineitems/4/lineitem?type_id=3',
      'https://m.test/2/lineitems/4/lineitem/scores?type_id=3',
    ],
    ['goes on a plain path', 'https://m.test/li/4', 'https://m.test/li/4/scores'],
    ['makes no double slash', 'https://m.test/li/4/', 'https://m.test/li/4/scores'],
    ['keeps escapes', 'https://m.test/li/a%2Fb?x=%26', 'https://m.test/li/a%2Fb/scores?x=%26'],
  ];
  for (const [name, lineItemUrl, expected] of cases) {
    it(name, () => assert.equal(scoresUrl(lineItemUrl), expected));
  }
});

describe('resultUrl', () => {
  const cases: [string, string, string, string][] = [
    [
      'asks for one learner, and keeps the query',
      'https://m.test/li/4?type_id=3',
      '8',
      'https://m.test/li/4/results?type_id=3&user_id=8',
    ],
    ['escapes the learner', 'https://m.test/li/4', 'a&b=c', 'https://m.test/li/4/results?user_id=a%26b%3Dc'],
  ];
  for (const [name, lineItemUrl, learner, expected] of cases) {
    it(name, () => assert.equal(resultUrl(lineItemUrl, learner), expected));
  }
});
