import type { Lms } from '../lms.js';
import { SCOPES } from '../vocabulary.js';
import type { LineItem, Tool } from './state.js';

/** Scopes that the LMS grants a tool: its settings, less what a fault takes away. */
export function permittedScopes({ state: { faults } }: Lms, tool: Tool): readonly string[] {
  const grades = tool.gradeSync !== 'none' && !faults.has('noGradeService');
  const columns = grades && tool.gradeSync === 'columns' && !faults.has('noColumnManagement');
  const roster = tool.roster && !faults.has('noRoster');
  return [
    ...(columns ? [SCOPES.lineItem] : []),
    ...(grades ? [SCOPES.lineItemReadonly, SCOPES.result, SCOPES.score] : []),
    ...(roster ? [SCOPES.roster] : []),
  ];
}

export const gradeScopes = (lms: Lms, tool: Tool) =>
  permittedScopes(lms, tool).filter((scope) => scope !== SCOPES.roster);

export const offersRoster = (lms: Lms, tool: Tool) => permittedScopes(lms, tool).includes(SCOPES.roster);

/** Columns of a course that a tool can see. */
export const visibleLineItems = ({ state }: Lms, courseId: string, toolId: string): readonly LineItem[] =>
  state.faults.has('goneColumn')
    ? []
    : state.lineItems.filter((item) => item.courseId === courseId && item.toolId === toolId);
