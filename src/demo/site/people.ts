import type { User } from './state.js';

type Person = readonly [givenName: string, familyName: string];

const TEACHERS: readonly Person[] = [
  ['Hélène', 'Garnier-Roux'],
  ['François', 'Kermadec'],
];

/** A class of 24 as classes are: accents, particles, several alphabets, an emoji that someone typed. */
const LEARNERS: readonly Person[] = [
  ['Chloé', 'Bézier'],
  ['Amadou', 'Diallo'],
  ['Zoé', 'Lefèvre'],
  ['Inès', 'Ben Salah'],
  ['Anaïs', 'N’Diaye'],
  ['Jean-Baptiste', "O'Connor"],
  ['Léa', 'Łukasiewicz'],
  ['Mehmet', 'Yıldız'],
  ['Thị Mai', 'Nguyễn'],
  ['Maëlle', 'Ouédraogo'],
  ['Søren', 'Pâquet'],
  ['Fatoumata', 'Traoré'],
  ['Gaëtan', 'Le Goff'],
  ['Marie-Élise', 'Île-Bertrand'],
  ['Çağla', 'Aydın'],
  ['Raphaël', 'D’Aubigné'],
  ['نور الهدى', 'بن عمر'],
  ['Aya 🌸', 'Benali'],
  ['Kévin', 'Müller'],
  ['Оксана', 'Шевченко'],
  ['Océane', 'Jaÿ'],
  ['Théodore', 'de La Tour d’Auvergne-Lauraguais'],
  ['Camille', 'Martin'],
  ['丽', '李'],
];

const FIRST_TEACHER = 3;
const FIRST_LEARNER = FIRST_TEACHER + TEACHERS.length;

/** The administrator: Moodle's has this id too. */
export const ADMINISTRATOR_ID = '2';
export const TEACHER_IDS = TEACHERS.map((_, i) => String(FIRST_TEACHER + i));
export const LEARNER_IDS = LEARNERS.map((_, i) => String(FIRST_LEARNER + i));
/** The learner whose name is never sent. */
export const ANONYMOUS_ID = String(FIRST_LEARNER + 22);
/** Left the class: enrolment suspended. */
export const SUSPENDED_ID = String(FIRST_LEARNER + LEARNERS.length);
/** Has an account and no course. */
export const OUTSIDER_ID = String(FIRST_LEARNER + LEARNERS.length + 1);

const account = (id: string, username: string, [givenName, familyName]: Person): User => ({
  id,
  username,
  givenName,
  familyName,
  email: `${username}@lycee.example`,
  sourcedId: `INE-${username.toUpperCase()}`,
  timeZone: 'Europe/Paris',
  ...(id === ANONYMOUS_ID && { anonymous: true }),
});

const numbered = (prefix: string, i: number) => `${prefix}${String(i + 1).padStart(2, '0')}`;

export const PEOPLE: readonly User[] = [
  { ...account(ADMINISTRATOR_ID, 'admin', ['Dominique', 'Admin']), sourcedId: '', siteAdmin: true },
  ...TEACHERS.map((person, i) => account(TEACHER_IDS[i] ?? '', numbered('prof', i), person)),
  ...LEARNERS.map((person, i) => account(LEARNER_IDS[i] ?? '', numbered('eleve', i), person)),
  account(SUSPENDED_ID, 'eleve25', ['Lucas', 'Petit']),
  account(OUTSIDER_ID, 'eleve26', ['Manon', 'Roche']),
];
