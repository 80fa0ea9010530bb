const MOST_CHARACTERS = 80;

/** A file name that every system takes: « Accueil physique.csv ». */
export function fileNameOf(title: string, extension: 'json' | 'csv'): string {
  const plain = title.replace(/[\p{C}\\/:*?"<>|%]+/gu, ' ').replace(/\s+/g, ' ');
  const cut = [...plain]
    .slice(0, MOST_CHARACTERS)
    .join('')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return `${cut || 'grille'}.${extension}`;
}
