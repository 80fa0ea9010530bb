import express from 'express';
import request from 'supertest';
import { landOnTold } from '../../../src/web/session/landOnTold.js';

const ELSEWHERE = 'https://lms.example/return';

describe('landOnTold', () => {
  const app = express();
  app.use(landOnTold);
  app.all('/form', (req, res) => res.redirect(303, String(req.query['to'])));

  const cases: [string, string, string, string][] = [
    ['on the notice', 'navigate', '/s/1/class?done=ready', '/s/1/class?done=ready#told'],
    ['where the address says', 'navigate', '/s/1/activity#self', '/s/1/activity#self'],
    ['on another site as that site says', 'navigate', ELSEWHERE, ELSEWHERE],
    ['nowhere else for a script', 'cors', '/s/1/class', '/s/1/class'],
  ];
  for (const [where, mode, to, expected] of cases) {
    it(`lands ${where}`, () =>
      request(app)
        .post('/form')
        .query({ to })
        .set('Sec-Fetch-Mode', mode)
        .expect(303)
        .expect('Location', expected));
  }

  it('changes no link that is followed', () =>
    request(app)
      .get('/form')
      .query({ to: '/s/1/class' })
      .set('Sec-Fetch-Mode', 'navigate')
      .expect('Location', '/s/1/class'));
});
