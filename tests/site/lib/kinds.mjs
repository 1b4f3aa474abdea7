// In: nothing. Out: the languages of the site and the kinds of page that must occur in each of them.
// A kind named here that the site has lost is an error; a kind that the site has gained is tested too.
export const LANGUAGES = ['ja', 'en'];

export const EXPECTED_KINDS = [
  'home',
  'plans',
  'plan',
  'indicators',
  'indicator',
  'report',
  'programs',
  'program',
  'regulation',
  'regulatory-item',
  'products',
  'businesses',
  'business',
  'projects',
  'schedule',
  'comments',
  'timeline',
  'support',
  'goals',
  'accessibility',
  'accessibility-result',
  'translations',
  'help',
  'withheld',
  'corrections',
  'sitemap',
  'page',
  'data',
  'search',
  'lists',
  'error',
  'embed',
];

// Error pages stand at no address of their own, so search engines are told nothing about them.
export const KINDS_WITHOUT_ADDRESS = ['error'];

// A page that only leads on to another address: it has no twin and no address of its own for search engines.
export const LEADS_ON = 'moved';

// A figure for other sites stands at its own address and names the page it comes from as the one to find.
export const KINDS_OF_A_PART = ['embed'];

export const otherLanguage = (language) => LANGUAGES.find((each) => each !== language);
