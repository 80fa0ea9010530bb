// What no tool can do without: a form that brings a signed token and is written to disk, and a small page.
// Also a page as long as one likes, to set beside longer ones, and a form of any size that is written as it is.
import { createPublicKey, randomUUID } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import express from 'express';
import jwt from 'jsonwebtoken';

const { PORT, PLATFORM, DATA_DIRECTORY } = process.env;

const database = new Database(path.join(DATA_DIRECTORY, 'floor.sqlite'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('CREATE TABLE sessions (id TEXT PRIMARY KEY, claims TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO sessions (id, claims) VALUES (?, ?)');

const { keys } = await (await fetch(`${PLATFORM}/keys`)).json();
const platformKey = createPublicKey({ key: keys[0], format: 'jwk' });

const app = express();
app.set('view engine', 'ejs');
app.set('views', fileURLToPath(new URL('views/', import.meta.url)));
app.enable('view cache');

app.post('/launch', express.urlencoded({ extended: false }), (req, res) => {
  const claims = jwt.verify(req.body.id_token, platformKey, { algorithms: ['RS256'] });
  const id = randomUUID();
  insert.run(id, JSON.stringify(claims));
  res.redirect(303, `/sessions/${id}`);
});

app.post('/documents', express.urlencoded({ extended: false, limit: '3mb' }), (req, res) => {
  insert.run(randomUUID(), JSON.stringify(req.body));
  res.json({ saved: true });
});

app.get('/sessions/:id', (req, res) => {
  res.render('small', { title: 'Accueil téléphonique', id: req.params.id, lines: SMALL_PAGE });
});

app.get('/pages/:lines', (req, res) => {
  res.render('long', { title: 'Accueil téléphonique', lines: longPage(Number(req.params.lines)) });
});

const SMALL_PAGE = [
  'Les besoins sont cernés avec précision',
  "L'écoute, le questionnement et la reformulation sont pertinents",
  'La réponse apportée est adaptée',
];

const longPages = new Map();

function longPage(count) {
  if (!longPages.has(count))
    longPages.set(
      count,
      Array.from({ length: count }, (_, place) => longLine(place)),
    );
  return longPages.get(count);
}

const longLine = (place) => ({
  code: `C1.${place}`,
  text: SMALL_PAGE[place % SMALL_PAGE.length],
  level: 'maîtrisé',
});

app.listen(Number(PORT), '127.0.0.1');
