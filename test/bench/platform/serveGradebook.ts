import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerJson, type BenchPlatform } from './benchPlatform.js';
import { learners } from './people.js';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/** A gradebook column that takes scores and gives them back, and tells when it has given back enough. */
export interface GradebookService {
  /** When so many results have been read since the call. */
  resultsRead(count: number): Promise<void>;
}

interface Score {
  readonly userId: string;
  readonly scoreGiven?: number;
  readonly scoreMaximum?: number;
}

/** Tokens, class list, scores and results, answered at once: what is measured is the tool's side. */
export function serveGradebook(platform: BenchPlatform): GradebookService {
  const scores = new Map<string, Score>();
  let waiting: { left: number; resolve: () => void } | undefined;

  platform.serve('/token', (_req, res) =>
    answerJson(res, { access_token: 'bench', token_type: 'Bearer', expires_in: 3600 }),
  );
  platform.serve('/memberships', (_req, res) =>
    answerJson(
      res,
      { members: learners.map(memberOf) },
      'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    ),
  );
  platform.serve('/lineitems/1/lineitem/scores', (req, res) => {
    void text(req).then((body) => {
      const score = JSON.parse(body) as Score;
      scores.set(score.userId, score);
      res.writeHead(200).end();
    });
  });
  platform.serve('/lineitems/1/lineitem/results', (req, res) => {
    answerJson(res, resultsOf(learnerOf(req), scores), 'application/vnd.ims.lis.v2.resultcontainer+json');
    void once(res, 'finish').then(() => {
      if (waiting && --waiting.left === 0) waiting.resolve();
    });
  });

  return {
    resultsRead: (count) => new Promise((resolve) => (waiting = { left: count, resolve })),
  };
}

const learnerOf = (req: IncomingMessage) =>
  new URL(req.url ?? '', 'http://platform.invalid').searchParams.get('user_id') ?? '';

function resultsOf(userId: string, scores: ReadonlyMap<string, Score>) {
  const score = scores.get(userId);
  return score ? [{ userId, resultScore: score.scoreGiven, resultMaximum: score.scoreMaximum }] : [];
}

const memberOf = ({ sub, givenName, familyName, role }: (typeof learners)[number]) => ({
  user_id: sub,
  status: 'Active',
  name: `${givenName} ${familyName}`,
  given_name: givenName,
  family_name: familyName,
  roles: [`${MEMBERSHIP}#${role}`],
});
