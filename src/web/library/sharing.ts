import { z } from 'zod';
import { BadRequest, Forbidden } from '../../errors.js';
import { VISIBILITIES, type GridOwner, type Shelved, type Sharing } from '../../grid/libraryGrid.js';
import type { LaunchSession } from '../../platform/launchSession.js';
import type { Words } from '../language.js';

/** A grid or a scale that may be shared, with a course that may have a title. */
type Sharable = Shelved & { readonly contextTitle?: string };

export const ownerOf = ({ scope, user }: LaunchSession): GridOwner => ({
  ...scope,
  ownerSub: user.sub,
  ...(user.name !== undefined && { ownerName: user.name }),
});

/** @throws {Forbidden} when what was to be changed is somebody else's. */
export async function changed(change: Promise<boolean>): Promise<void> {
  if (!(await change)) throw new Forbidden('only its owner changes it');
}

const form = z.object({ visibility: z.enum([...VISIBILITIES, 'kept']) });

/** `kept` leaves it with the other course that it is shared with. @throws {BadRequest} */
export function readSharing(posted: unknown, shelved: Sharable, { scope, context }: LaunchSession): Sharing {
  const parsed = form.safeParse(posted ?? {});
  if (!parsed.success) throw new BadRequest('not a sharing form', { cause: parsed.error });
  const { visibility } = parsed.data;
  const [contextId, title] =
    visibility === 'context' ? [scope.contextId, context.title] : [shelved.contextId, shelved.contextTitle];
  return {
    visibility: visibility === 'kept' ? shelved.visibility : visibility,
    contextId,
    ...(title !== undefined && { contextTitle: title }),
  };
}

/** The choices of views/library/sharing.ejs. */
export function sharingChoices(
  shelved: Sharable,
  { scope, context, platform }: LaunchSession,
  { t }: Pick<Words, 't'>,
) {
  const elsewhere = shelved.visibility === 'context' && shelved.contextId !== scope.contextId;
  const course = context.title ?? t('common:courseWithoutTitle');
  const other = shelved.contextTitle ?? t('common:courseWithoutTitle');
  const choice = (value: string, label: string, checked: boolean) => ({ value, label, checked });
  return [
    choice('private', t('library:shareWith.private'), shelved.visibility === 'private'),
    choice(
      'context',
      t('library:shareWith.context', { course }),
      shelved.visibility === 'context' && !elsewhere,
    ),
    ...(elsewhere ? [choice('kept', t('library:shareWith.kept', { course: other }), true)] : []),
    choice(
      'deployment',
      platform.name === undefined
        ? t('library:shareWith.deployment')
        : t('library:shareWith.namedDeployment', { platform: platform.name }),
      shelved.visibility === 'deployment',
    ),
  ];
}

/** Who finds it, in a word or two. */
export function sharingText(shelved: Sharable, { scope }: LaunchSession, { t }: Pick<Words, 't'>): string {
  const { visibility, contextId, contextTitle } = shelved;
  if (visibility === 'deployment') return t('library:sharing.deployment');
  if (visibility === 'private') return t('library:sharing.private');
  if (contextId === scope.contextId) return t('library:sharing.context');
  return contextTitle === undefined
    ? t('library:sharing.otherContext')
    : t('library:sharing.namedContext', { title: contextTitle });
}
