/**
 * Light or dark as it was chosen in Settings, before anything is drawn: a classic script, for a module waits for the end
 * of the page, which would have been seen in the other one by then.
 */
try {
  const kept = localStorage.getItem('sealdrop-appearance');
  if (kept === 'light' || kept === 'dark') document.documentElement.dataset.appearance = kept;
} catch {
  // Some private windows keep nothing.
}
