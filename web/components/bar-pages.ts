/** The pages in the bar, each with the name of its word: for the bar, and for what is seen before it (web/first-view.ts). */
export const barPages = [
  ['/', 'send'],
  ['/shares', 'shares'],
  ['/people', 'people'],
  ['/settings', 'settings'],
] as const;
