/** The page's first code: what every page needs, the stores, and what listens on the window. entry.ts draws it once there are texts. */
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Trouble, TroubleBoundary } from './components/trouble.tsx';
import { preloadPages } from './lazy-pages.ts';
import { listenForDrops, takeDropsAt } from './state/drop-target.ts';
import { loadQrEncoder } from './state/qr-encoder.ts';
import { loadEngine, opening, sending } from './state/stores.ts';

// Browsers give cryptography to secure origins only; without it there is nothing that could be done.
const isSecure = globalThis.isSecureContext && 'subtle' in crypto;

if (isSecure) {
  takeDropsAt('/', { takesFiles: () => true, take: (taken) => void sending.send(taken) });
  listenForDrops();
}

/** Milliseconds after which the page has what it was opened for, and what may come next can take the line. */
const LOAD_REST_AFTER = 5_000;

let deviceStarted: Promise<void> | undefined;

/** What makes the page an app. Without a network it is there only where the browser keeps it, and the page does without. */
function startDevice(): void {
  deviceStarted ??= import('./state/on-device.ts').then(
    ({ startOnDevice }) => startOnDevice(),
    () => undefined,
  );
}

function loadRest(): void {
  startDevice();
  preloadPages();
  void loadQrEncoder();
  loadEngine();
}

/** Call it once, when there is a language. */
export function draw(): void {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no root');
  const root = createRoot(element);
  if (!isSecure) {
    root.render(<Trouble code="insecure-origin" />);
    return;
  }
  root.render(
    <TroubleBoundary>
      <App />
    </TroubleBoundary>,
  );
  setTimeout(loadRest, LOAD_REST_AFTER);
  // Earlier where another app has shared something into the page, or the screen is to stay on.
  if (location.hash.startsWith('#share')) startDevice();
  sending.store.subscribe(startDevice);
  opening.store.subscribe(({ save }) => {
    if (save.kind === 'saving') startDevice();
  });
}
