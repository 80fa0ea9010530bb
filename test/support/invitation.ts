import assert from 'node:assert/strict';
import { BrowserSession } from './http/browserSession.js';
import type { Page } from './http/page.js';

/** A link as the teacher who just made it sees it. */
export class GivenLink {
  constructor(readonly page: Page) {
    assert.equal(page.status, 200, page.summary);
  }

  get address(): string {
    return this.page.field('Le lien').attribute('value') ?? '';
  }

  get code(): string {
    const digits = this.page.document.all('strong').find(({ text }) => /^\d{3} \d{3}$/.test(text));
    assert.ok(digits, `no code in « ${this.page.heading} »`);
    return digits.text;
  }

  /** Another code of six digits. */
  get wrongCode(): string {
    return this.code === '000 000' ? '000 001' : '000 000';
  }

  get token(): string {
    return new URL(this.address).pathname.split('/')[2] ?? '';
  }

  /** Opens it in a browser of its own, before the code. */
  open(browser = new BrowserSession()): Promise<Page> {
    return browser.open(this.address);
  }

  /** Opens it and gives the code. */
  async enter(browser = new BrowserSession()): Promise<Page> {
    const asked = await this.open(browser);
    const page = await asked.fill('votre code à 6 chiffres', this.code).press('Entrer');
    assert.equal(page.status, 200, page.summary);
    return page;
  }
}

/** Invites a tutor as a teacher does, from any page of their session. */
export async function invite(
  from: Page,
  learners: readonly string[],
  {
    tutor = 'Marc Morel',
    company = 'Hôtel du Port',
    day,
  }: { tutor?: string; company?: string; day?: string } = {},
): Promise<GivenLink> {
  const base = /^\/s\/[^/]+/.exec(from.url.pathname)?.[0] ?? '';
  const form = await from.visit(`${base}/tutors/new`);
  form.fill('Nom du tuteur', tutor).fill('Entreprise', company);
  if (day !== undefined) form.fill('Dernier jour', day);
  for (const learner of learners) form.tick(learner);
  return new GivenLink(await form.press('Créer le lien'));
}
