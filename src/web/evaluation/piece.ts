import type { Response } from 'express';

/** A part of a page, as HTML that scripts put in its place. */
export function piece(res: Response, view: string, locals: object): Promise<string> {
  return new Promise((resolve, reject) => {
    res.render(view, locals, (error: Error | null, html?: string) => {
      if (error || html === undefined) reject(error ?? new Error(`${view} renders nothing`));
      else resolve(html);
    });
  });
}
