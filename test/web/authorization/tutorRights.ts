import { CODE, type Form } from './school.js';

export interface TutorRight {
  readonly params?: Readonly<Record<string, string>>;
  /** What changes something when the tutor of the link sends it. */
  readonly form?: Form;
  /** What an outsider tries instead. */
  readonly outsidersForm?: Form;
  /** What the tutor is answered. */
  readonly answers: number;
  /** Collections that a try by an outsider may change. */
  readonly counts?: readonly string[];
  /** Whether the tutor reads there what outsiders must not. */
  readonly shows?: boolean;
}

const ANSWERS: Form = { revision: '1', 'level.C1.1-1': '3', tutorName: 'Marc', generalComment: 'Autre avis' };
const FIRST = { number: '1' };

/** Every route below the address that a company tutor was given; it is theirs alone. */
export const TUTOR_RIGHTS: Readonly<Record<string, TutorRight>> = {
  'POST /code': {
    form: { code: CODE },
    outsidersForm: { code: '000000' },
    answers: 303,
    // The try is counted.
    counts: ['tutorLinks'],
  },
  'POST /leave': { answers: 303 },
  'GET /': { answers: 200, shows: true },
  'GET /:number': { params: FIRST, answers: 200, shows: true },
  'POST /:number': { params: FIRST, form: { ...ANSWERS, action: 'send' }, answers: 303 },
  'GET /:number/done': { params: FIRST, answers: 200, shows: true },
  'POST /:number/draft': { params: FIRST, form: ANSWERS, answers: 200 },
  'GET /*elsewhere': { params: { elsewhere: 'learners' }, answers: 303 },
};
