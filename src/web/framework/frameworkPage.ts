import type { Framework } from '../../framework/framework.js';
import { competencies } from '../../framework/frameworkIndex.js';
import { isEmptyQuery, sentenceQuery } from '../../framework/sentenceSearch.js';
import type { Locale, Translate } from '../i18n.js';
import type { Words } from '../language.js';
import { frameworkAddress, LONGEST_SEARCH, type FrameworkSearch } from './frameworkSearch.js';
import { answerCount, shownBlocks, shownParagraphs, type ShownBlock } from './shownBlocks.js';
import { sentenceShower } from './shownSentence.js';

/** Everything views/framework/index.ejs may use beside the app's locals. */
export function frameworkPage(framework: Framework, search: FrameworkSearch, language: Words) {
  const { t } = language;
  const query = sentenceQuery(search.typed);
  const searching = !isEmptyQuery(query);
  const show = sentenceShower(query);
  const blocks = shownBlocks(framework, show);
  const introduction = shownParagraphs(framework.introduction, (text) => show(text, []));
  const found = answerCount(blocks) + introduction.flatMap(({ sentences }) => sentences).length;

  return {
    documentTitle: searching
      ? t('framework:documentTitleSearch', { typed: search.typed })
      : t('framework:documentTitle'),
    title: framework.title,
    diploma: framework.diploma,
    summary: summary(framework, t),
    words: words(t),
    otherLanguage: otherLanguage(search, language),
    search: {
      typed: search.typed,
      lang: search.lang,
      longest: LONGEST_SEARCH,
      status: searchStatus(search.typed, searching ? found : undefined, t),
      all: searching && frameworkAddress({ ...search, typed: '' }),
      none: searching && found === 0,
    },
    introduction,
    blocks: blocks.map((block) => shownWithWords(block, language)),
    // From a search, a code leads to its place in the whole text.
    base: searching ? frameworkAddress({ ...search, typed: '' }) : '',
  };
}

function shownWithWords(block: ShownBlock, { t, locale }: Words) {
  const list = new Intl.ListFormat(locale);
  return {
    ...block,
    label: t('framework:block', { number: block.code.slice(1) }),
    certified: t('framework:unit', { unit: block.unit }),
    groups: block.groups.map((group) => ({
      ...group,
      shared: group.codes.length > 1 && t('framework:shared', { codes: list.format(group.codes) }),
    })),
  };
}

function searchStatus(typed: string, found: number | undefined, t: Translate): string {
  if (found === undefined) return typed === '' ? '' : t('framework:search.tooShort');
  if (found === 0) return t('framework:search.none', { typed });
  return t('framework:search.found', { count: found, typed });
}

function otherLanguage(search: FrameworkSearch, { t, locale }: Words) {
  const lang: Locale = locale === 'fr' ? 'en' : 'fr';
  return { lang, words: t('framework:otherLanguage'), address: frameworkAddress({ ...search, lang }) };
}

function summary(framework: Framework, t: Translate): readonly string[] {
  const all = competencies(framework);
  const counts = {
    blocks: framework.blocks.length,
    competencies: all.length,
    subCompetencies: all.flatMap(({ subCompetencies }) => subCompetencies).length,
    criteria: all.flatMap(({ criteria }) => criteria).length,
  };
  return Object.entries(counts).map(([what, count]) => t(`framework:summary.${what}`, { count }));
}

const words = (t: Translate) => ({
  officialText: t('framework:officialText'),
  print: t('framework:print'),
  search: t('framework:search.label'),
  searchHelp: t('framework:search.help'),
  searchSubmit: t('framework:search.submit'),
  searchFailed: t('framework:search.failed'),
  showAll: t('framework:search.clear'),
  noneHelp: t('framework:search.noneHelp'),
  contents: t('framework:contents'),
  subCompetencies: t('framework:subCompetencies'),
  criteria: t('framework:criteria'),
  knowledge: t('framework:knowledge'),
  knowledgeLimits: t('framework:knowledgeLimits'),
  sharedWhy: t('framework:sharedWhy'),
  signs: t('framework:signs'),
  recurring: t('framework:recurring'),
  recurringWhy: t('framework:recurringWhy'),
  inferred: t('framework:inferred'),
  inferredWhy: t('framework:inferredWhy'),
  linkTo: t('framework:linkTo'),
  copied: t('framework:copied'),
});
