import type { Lms } from '../lms.js';
import type { NewActivity } from '../site/activities.js';

type Form = Readonly<Record<string, unknown>>;

/** What the form of a bare link showed, to show it again. */
export interface LinkForm {
  readonly title: string;
  readonly toolId: string;
  readonly graded: boolean;
  readonly maximum: string;
  readonly newWindow: boolean;
}

export const EMPTY_LINK: LinkForm = { title: '', toolId: '', graded: true, maximum: '20', newWindow: false };

export type ReadLink = { activity: NewActivity } | { problem: string; typed: LinkForm };

/** A link that was placed by hand: a title, and a column of the gradebook or none. */
export function newLink({ state }: Lms, courseId: string, form: Form): ReadLink {
  const text = (name: string) => (typeof form[name] === 'string' ? form[name].trim() : '');
  const typed: LinkForm = {
    title: text('title'),
    toolId: text('tool'),
    graded: text('graded') === 'on',
    maximum: text('maximum'),
    newWindow: text('newWindow') === 'on',
  };
  const scoreMaximum = Number(typed.maximum.replace(',', '.'));
  if (!state.tools.some(({ id, status }) => id === typed.toolId && status === 'active')) {
    return { problem: 'Choisissez un outil actif.', typed };
  }
  if (typed.title === '' || typed.title.length > 255) {
    return { problem: 'Donnez un titre de 1 à 255 caractères.', typed };
  }
  if (typed.graded && !(scoreMaximum > 0))
    return { problem: 'La note maximale est un nombre positif.', typed };
  return {
    activity: {
      courseId,
      toolId: typed.toolId,
      title: typed.title,
      container: typed.newWindow ? 'window' : 'iframe',
      ...(typed.graded && { column: { scoreMaximum } }),
    },
  };
}
