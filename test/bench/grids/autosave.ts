import type { Launched } from '../tool/startTool.js';

/** One learner's grid open before a teacher, and what its script posts. */
export class OpenGrid {
  private constructor(
    private readonly launched: Launched,
    private readonly draftUrl: string,
    private readonly csrfToken: string,
    readonly fields: Record<string, string>,
    private readonly criteria: readonly string[],
    private readonly levels: readonly string[],
  ) {}

  static async open(launched: Launched, sub: string): Promise<OpenGrid> {
    const { visitor, url } = launched;
    const { status, body } = await visitor.get(new URL(`learners/${sub}`, url).href);
    if (status !== 200) throw new Error(`A learner's grid answered ${status}: ${body}`);
    const { _csrf: csrfToken = '', ...hidden } = matches(body, HIDDEN);
    const chosen = matches(body, CHOSEN);
    const criteria = Object.keys(chosen).filter((name) => name.startsWith('level.'));
    const levels = Array.from(
      new Set(Array.from(body.matchAll(/ name="level\.[^"]+" value="([^"]+)"/g), ([, id = '']) => id)),
    ).filter((id) => id !== 'notJudged');
    const fields = { ...hidden, ...chosen, ...matches(body, TYPED) };
    const draftUrl = new URL(`learners/${sub}/draft`, url).href;
    return new OpenGrid(launched, draftUrl, csrfToken, fields, criteria, levels);
  }

  /** The teacher clicks another level of one criterion. */
  async chooseAnotherLevel(criterion: number): Promise<void> {
    const name = this.criteria[criterion % this.criteria.length]!;
    const next = (this.levels.indexOf(this.fields[name] ?? '') + 1) % this.levels.length;
    this.fields[name] = this.levels[next]!;
    const { status, body } = await this.launched.visitor.post(this.draftUrl, this.fields, {
      accept: 'application/json',
      'sec-fetch-dest': 'empty',
      'sec-fetch-mode': 'cors',
      'sec-fetch-site': 'same-origin',
      'x-csrf-token': this.csrfToken,
    });
    if (status !== 200) throw new Error(`Saving answered ${status}: ${body}`);
    const { revision, base } = JSON.parse(body) as { revision: number; base: string };
    Object.assign(this.fields, { revision: String(revision), base });
  }
}

const HIDDEN = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;
const CHOSEN = /<input type="radio"[^>]* name="([^"]+)" value="([^"]*)"[^>]* checked>/g;
const TYPED = /<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g;

const matches = (html: string, pattern: RegExp): Record<string, string> =>
  Object.fromEntries(Array.from(html.matchAll(pattern), ([, name = '', value = '']) => [name, plain(value)]));

const plain = (text: string) =>
  text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
