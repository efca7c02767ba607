/**
 * Light or dark: as the system says, or as it was chosen here, which this browser keeps. web/appearance.js shows it
 * before anything is drawn, web/styles/tokens.css says what it means.
 */
import { createStore } from 'zustand/vanilla';
import { keep } from './kept.ts';

export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const KEPT_AS = 'sealdrop-appearance';

function appearanceOf(text: string | null | undefined): Appearance {
  return text === 'light' || text === 'dark' ? text : 'system';
}

export const appearance = createStore<{ readonly chosen: Appearance }>(() => ({
  chosen: appearanceOf(document.documentElement.dataset['appearance']),
}));

function show(chosen: Appearance): void {
  document.documentElement.dataset['appearance'] = chosen;
  appearance.setState({ chosen });
}

export function chooseAppearance(chosen: Appearance): void {
  show(chosen);
  keep(KEPT_AS, chosen === 'system' ? null : chosen);
}

// Chosen in another tab.
addEventListener('storage', ({ key, newValue }) => {
  if (key === KEPT_AS) show(appearanceOf(newValue));
});
