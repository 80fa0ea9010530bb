/** More steps than anyone takes back. */
const MOST = 500;

/** What was done, and what was taken back of it. A step is a list of { cell, from, to }. */
export class Undo {
  done = [];
  undone = [];

  add(step) {
    this.done.push(step);
    this.done.splice(0, this.done.length - MOST);
    this.undone = [];
  }

  /** The changes that take the latest step back; undefined when there is none. */
  undo() {
    const step = this.done.pop();
    if (!step) return undefined;
    this.undone.push(step);
    return step.map(({ cell, from, to }) => ({ cell, from: to, to: from }));
  }

  redo() {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return step;
  }
}
