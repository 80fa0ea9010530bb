import { Router, type Response } from 'express';
import { NotFound } from '../../errors.js';
import { changeGroups, withName } from '../../evaluation/group/changeGroups.js';
import { matchNames } from '../../evaluation/group/matchNames.js';
import { boundActivity } from '../evaluation/boundActivity.js';
import type { EvaluationServices } from '../evaluation/evaluationServices.js';
import { actorOf } from '../evaluation/learnerDesk.js';
import { wordsOf } from '../language.js';
import { only } from '../session/rights.js';
import { sessionOf, sessionPath } from '../session/sessionGuard.js';
import { buttonChange, keptChange } from './groupChange.js';
import { parseGroupForm, type GroupForm } from './groupForm.js';
import { groupPage, type ShownGroup } from './groupPage.js';
import { groupSheetRoutes } from './groupSheetRoutes.js';
import { groupsPage, nextName } from './groupsPage.js';
import type { ListedGroup } from './listedGroups.js';
import { openGroups, type OpenGroups } from './openGroups.js';

/** The groups of a course: made, changed, removed here; the platform's, named. */
export function groupRoutes(services: EvaluationServices): Router {
  const router = Router();
  const { learnerGroups, now, newId } = services;
  router.use('/groups', only('teacher'), boundActivity(services));

  router.use(groupSheetRoutes(services));

  router.get('/groups', async (req, res) => {
    const opened = await openGroups(res, services);
    res.render('groups/index', groupsPage({ opened, query: req.query, now: now() }, wordsOf(res)));
  });

  router.get('/groups/new', async (req, res) => {
    const opened = await openToEdit(res);
    if (!opened) return;
    const from = opened.groups.find(({ id }) => id === req.query['from']);
    show(res, opened, {
      id: newId(),
      name: nextName(opened, wordsOf(res)),
      ticked: from?.memberSubs ?? new Set(),
      before: new Set(),
    });
  });

  router.get('/groups/:group', async (req, res) => {
    const opened = await openToEdit(res);
    if (!opened) return;
    const group = opened.groups.find(({ id }) => id === req.params.group);
    if (!group) throw new NotFound('no such group in this course');
    const { memberSubs } = group;
    show(res, opened, {
      id: group.id,
      group,
      name: ownName(opened, group),
      ticked: memberSubs,
      before: memberSubs,
    });
  });

  router.post('/groups/:group', async (req, res) => {
    const form = parseGroupForm(req.body);
    const opened = await openToEdit(res);
    if (!opened) return;
    const id = String(req.params['group']);
    const group = opened.groups.find((one) => one.id === id);
    if (group?.platformId !== undefined) return rename(res, opened, group, form);
    // The platform's groups alone are renamed and nothing else.
    const action = form.action === 'rename' ? 'save' : form.action;
    if (action === 'save' || action === 'move') return keep(res, opened, { id, group, form });
    const made = { by: actorOf(opened.session), at: now() };
    await changeGroups(opened.session.scope, buttonChange(id, action, form, made), learnerGroups);
    tell(res, DONE[action], { id, at: made.at });
  });

  /** Sends the teacher to where names can be shown, while they are hidden: nobody makes groups of numbers. */
  async function openToEdit(res: Response): Promise<OpenGroups | undefined> {
    const opened = await openGroups(res, services);
    if (!opened.settings.namesHidden) return opened;
    res.redirect(303, `${sessionPath(opened.session)}/groups`);
    return undefined;
  }

  async function keep(res: Response, opened: OpenGroups, { id, group, form }: Kept): Promise<void> {
    if (!MADE_ID.test(id)) throw new NotFound('no group has such an id');
    const { session, learners } = opened;
    const present = learners.filter(({ left }) => !left);
    const { subs, unknown } = matchNames(form.pasted, present);
    const known = new Set(learners.map(({ sub }) => sub));
    const ticked = new Set([...form.ticked.filter((sub) => known.has(sub)), ...subs]);
    if (form.problem || unknown.length > 0) {
      const { name, problem, before } = form;
      const typed = { id, name, ticked, before: new Set(before), pasted: unknown.join('\n'), unknown };
      return show(res.status(422), opened, {
        ...typed,
        ...(group && { group }),
        ...(problem && { problem }),
      });
    }
    const made = { by: actorOf(session), at: now() };
    const after = await changeGroups(session.scope, keptChange(id, form, ticked, made), learnerGroups);
    const kept = after.made.find((one) => one.id === id);
    if (!kept) return tell(res, 'full', { id, at: made.at });
    const isNew = kept.updatedAt.getTime() === made.at.getTime() && !kept.before;
    const changed = after.made.some(({ updatedAt }) => updatedAt.getTime() === made.at.getTime());
    tell(res, isNew ? 'created' : changed ? 'changed' : 'unchanged', { id, at: made.at });
  }

  async function rename(
    res: Response,
    opened: OpenGroups,
    group: ListedGroup,
    form: GroupForm,
  ): Promise<void> {
    if (form.problem === 'longName') {
      const typed = { id: group.id, group, name: form.name, problem: form.problem };
      return show(res.status(422), opened, { ...typed, ticked: group.memberSubs, before: group.memberSubs });
    }
    const change = withName(group.platformId ?? '', form.name);
    await changeGroups(opened.session.scope, change, learnerGroups);
    tell(res, 'named');
  }

  function show(res: Response, opened: OpenGroups, shown: ShownGroup): void {
    res.render('groups/edit', groupPage(opened, shown, wordsOf(res)));
  }
  return router;
}

/** As `newId` makes them. The platform's have a dot. */
const MADE_ID = /^[\w-]{1,64}$/;

interface Kept {
  readonly id: string;
  readonly group: ListedGroup | undefined;
  readonly form: GroupForm;
}

const DONE = { remove: 'removed', restore: 'restored', undo: 'undone' } as const;

/** Back to all groups, with what was done, and what names it should it be taken back. */
function tell(res: Response, done: string, change?: { readonly id: string; readonly at: Date }): void {
  const query = new URLSearchParams({ done });
  if (change) {
    query.set('group', change.id);
    query.set('at', change.at.toISOString());
  }
  res.redirect(303, `${sessionPath(sessionOf(res))}/groups?${query.toString()}`);
}

/** The name that a teacher gave, without what the pages add to it. */
function ownName({ stored }: OpenGroups, { platformId, name }: ListedGroup): string {
  if (platformId === undefined) return name;
  return stored.named.find((one) => one.platformId === platformId)?.name ?? '';
}
