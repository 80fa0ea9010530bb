import type { ImportProblem } from '../../grid/exchange/importProblem.js';
import { MAXIMUM_IMPORT_LENGTH } from '../../grid/exchange/readGrid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import { gridProblemText } from '../grid/gridProblemText.js';
import type { Words } from '../language.js';
import { sessionPath } from '../session/sessionGuard.js';

/** Nobody corrects more at once, and the page stays a page. */
const MOST_SHOWN = 100;

const EXCERPT_LENGTH = 90;

interface ImportView {
  readonly session: LaunchSession;
  readonly text: string;
  readonly problems: readonly ImportProblem[];
}

/** Everything views/library/import.ejs may use. */
export function importPage({ session, text, problems }: ImportView, words: Words) {
  const { t } = words;
  const lines = text.split(/\r\n|\r|\n/);
  const hidden = problems.length - MOST_SHOWN;
  return {
    title: t('library:import.title'),
    backHref: `${sessionPath(session)}/library`,
    text,
    problemsTitle: problems.length > 0 ? t('library:import.problems', { count: problems.length }) : '',
    problems: problems.slice(0, MOST_SHOWN).map((problem) => ({
      line: t('library:import.line', { line: problem.line }),
      text: problemText(problem, words),
      excerpt: excerptOf(lines[problem.line - 1] ?? ''),
    })),
    moreText: hidden > 0 ? t('library:import.more', { count: hidden }) : '',
    maximumLength: MAXIMUM_IMPORT_LENGTH,
  };
}

function problemText(problem: ImportProblem, { t }: Words): string {
  if (!('fault' in problem)) return gridProblemText(problem.problem, t);
  const { fault, name = '', wanted = '' } = problem;
  return t(`library:fault.${fault}`, { name, wanted: wantedText(fault, wanted, { t }) });
}

/** Kinds of JSON values have a name in each language; other hints stand as they are. */
const wantedText = (fault: string, wanted: string, { t }: Pick<Words, 't'>) =>
  fault === 'fieldType' ? t(`library:kind.${wanted}`) : wanted;

const excerptOf = (line: string) => {
  const characters = [...line.trim()];
  return characters.length > EXCERPT_LENGTH
    ? `${characters.slice(0, EXCERPT_LENGTH).join('')}…`
    : characters.join('');
};
