/** A request that ends on a page which says why. */
export class PageRefusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly explanation: string,
  ) {
    super(title);
  }
}

export const signedOut = () =>
  new PageRefusal(
    401,
    'Qui êtes-vous ?',
    'Choisissez d’abord sur l’accueil la personne que vous voulez être.',
  );

export const notEnrolled = () =>
  new PageRefusal(403, 'Accès refusé', 'Vous n’êtes pas inscrit à ce cours, ou n’y avez pas ce droit.');

export const notFound = () =>
  new PageRefusal(404, 'Page introuvable', 'Cette page n’existe pas ou plus dans le LMS de démonstration.');

export const invalidRequest = () =>
  new PageRefusal(
    400,
    'Requête invalide',
    'L’outil a envoyé une demande que la plateforme ne peut rattacher à aucune adresse inscrite.',
  );
