import { levelColor, type Level } from '../grid/scale.js';

/** The class of public/attendus.css that sets a level's colour; templates have it by this name. */
export const levelClass = (level: Pick<Level, 'sign' | 'color'>): string => `level--${levelColor(level)}`;
