/**
 * A French text whose high punctuation never starts a line: the spaces before `: ; ? ! »` and after `«` become
 * non-breaking. The length stays the same, so positions in the text still hold.
 */
export const frenchSpacing = (text: string): string => text.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
