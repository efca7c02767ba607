/**
 * Light or dark as it was chosen in Settings: before anything is drawn, and at once where it is chosen in another tab. A
 * classic script, for a module waits for the end of the page, which would have been seen in the other one by then.
 */
try {
  const show = (/** @type {string | null} */ kept) => {
    document.documentElement.dataset.appearance = kept === 'light' || kept === 'dark' ? kept : 'system';
  };
  show(localStorage.getItem('sealdrop-appearance'));
  addEventListener('storage', ({ key, newValue }) => {
    if (key === 'sealdrop-appearance') show(newValue);
  });
} catch {
  // Some private windows keep nothing.
}
