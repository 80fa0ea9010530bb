import { unixTime, type Lms } from '../lms.js';
import type { DemoState, Grade, LineItem } from './state.js';

const keyOf = (lineItemId: string, userId: string) => `${lineItemId}/${userId}`;

export const gradeIn = (state: DemoState, lineItemId: string, userId: string): Grade | undefined =>
  state.grades.get(keyOf(lineItemId, userId));

export const gradesIn = (state: DemoState, lineItemId: string): readonly Grade[] =>
  [...state.grades.values()].filter((grade) => grade.lineItemId === lineItemId);

function gradeFor(state: DemoState, lineItemId: string, userId: string): Grade {
  const found = gradeIn(state, lineItemId, userId);
  if (found) return found;
  const grade: Grade = {
    lineItemId,
    userId,
    rawGrade: null,
    finalGrade: null,
    feedback: null,
    modifiedAt: null,
    overriddenAt: null,
    lockedAt: null,
  };
  state.grades.set(keyOf(lineItemId, userId), grade);
  return grade;
}

/** Moodle keeps five decimals. */
export const fiveDecimals = (value: number) => Math.round((value + Number.EPSILON) * 1e5) / 1e5;

const within = (value: number, maximum: number) => Math.min(Math.max(value, 0), maximum);

/** When the shown grade was given, in Unix seconds; null when there is neither grade nor feedback. */
export function gradedAt(grade: Grade): number | null {
  if (grade.finalGrade === null && grade.feedback === null) return null;
  return grade.overriddenAt ?? grade.modifiedAt;
}

export interface ToolGrade {
  /** Already rescaled to the column's maximum; null erases. */
  readonly value: number | null;
  readonly feedback: string | null;
  /** Unix seconds. */
  readonly at: number;
}

/** Stores what a tool sent; false when the cell or its column is locked. */
export function keepToolGrade(lms: Lms, item: LineItem, userId: string, sent: ToolGrade): boolean {
  if (item.locked || gradeIn(lms.state, item.id, userId)?.lockedAt) return false;
  const grade = gradeFor(lms.state, item.id, userId);
  const value = sent.value === null ? null : fiveDecimals(sent.value);
  if (item.kind === 'activity') grade.rawGrade = value;
  // The teacher's own mark stays, and so does its date.
  if (grade.overriddenAt !== null) return true;
  grade.finalGrade = value === null ? null : within(value, item.scoreMaximum);
  grade.feedback = sent.feedback;
  grade.modifiedAt = value === null ? erasureTime(lms, item, sent.feedback) : sent.at;
  return true;
}

/** Moodle dates a gradeless cell with its own clock, and not at all when no comment is left either. */
const erasureTime = (lms: Lms, item: LineItem, feedback: string | null) =>
  item.kind === 'manual' || feedback !== null ? unixTime(lms) : null;

/** A teacher's own mark in the gradebook; it hides what tools send from now on. */
export function overrideGrade(
  lms: Lms,
  item: LineItem,
  userId: string,
  own: { value: number | null; feedback: string | null },
): void {
  const grade = gradeFor(lms.state, item.id, userId);
  grade.finalGrade = own.value === null ? null : within(fiveDecimals(own.value), item.scoreMaximum);
  grade.feedback = own.feedback;
  grade.modifiedAt = unixTime(lms);
  if (item.kind === 'activity') grade.overriddenAt = grade.modifiedAt;
}

/** Shows the tool's mark again. */
export function withdrawOverride(lms: Lms, item: LineItem, userId: string): void {
  const grade = gradeFor(lms.state, item.id, userId);
  if (grade.overriddenAt === null) return;
  grade.overriddenAt = null;
  grade.finalGrade = grade.rawGrade === null ? null : within(grade.rawGrade, item.scoreMaximum);
}

export function lockGrade(lms: Lms, item: LineItem, userId: string, locked: boolean): void {
  gradeFor(lms.state, item.id, userId).lockedAt = locked ? unixTime(lms) : null;
}

/** Another maximum keeps each mark's share of it. */
export function changeMaximum(state: DemoState, item: LineItem, maximum: number): void {
  if (maximum === item.scoreMaximum) return;
  const ratio = item.scoreMaximum === 0 ? 1 : maximum / item.scoreMaximum;
  for (const grade of gradesIn(state, item.id)) {
    if (grade.finalGrade !== null) grade.finalGrade = fiveDecimals(grade.finalGrade * ratio);
    if (grade.rawGrade !== null) grade.rawGrade = fiveDecimals(grade.rawGrade * ratio);
  }
  item.scoreMaximum = maximum;
}

export function deleteLineItem(state: DemoState, id: string): void {
  state.lineItems = state.lineItems.filter((item) => item.id !== id);
  for (const grade of gradesIn(state, id)) state.grades.delete(keyOf(id, grade.userId));
}
