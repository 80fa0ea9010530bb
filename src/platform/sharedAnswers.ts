/** Questions that take long, asked once for all who want the answer meanwhile. */
export class SharedAnswers<Answer> {
  readonly #underWay = new Map<string, Promise<Answer>>();

  share(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const answer = ask().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, answer);
    return answer;
  }
}
