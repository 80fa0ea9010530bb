import ejs from 'ejs';
import type { Express } from 'express';

type Rendered = (error: Error | null, page?: string) => void;

/**
 * Pages are EJS, compiled once. A partial is named from the folder of all views: one that is named from where it
 * is included would be looked for on the disk, each time.
 */
export function useViews(app: Express, directory: string): void {
  const options = { root: directory, cache: true };
  app.engine('ejs', (file: string, locals: object, done: Rendered) =>
    ejs.renderFile(file, locals, options, done),
  );
  app.set('view engine', 'ejs');
  app.set('views', directory);
  app.enable('view cache');
}
