/** Where the page begins. boot.ts comes first: it takes the secret out of the address before anything else runs. */
import './boot.ts';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Trouble, TroubleBoundary } from './components/trouble.tsx';
import { loadConfig } from './state/config.ts';
import { listenForDrops } from './state/drop-target.ts';
import { older, request, sending } from './state/stores.ts';

const element = document.getElementById('root');
if (!element) throw new Error('the page has no root');
const root = createRoot(element);

// Browsers give cryptography to secure origins only; without it there is nothing that could be done.
if (globalThis.isSecureContext && 'subtle' in crypto) {
  void loadConfig();
  const onRequest = (): boolean => location.pathname.startsWith('/to/');
  const onOlder = (): boolean => location.pathname === '/older';
  listenForDrops(
    () =>
      location.pathname === '/' || (onRequest() && request.takesFiles()) || (onOlder() && older.takesFiles()),
    (taken) => {
      if (onOlder()) void older.choose(taken);
      else void (onRequest() ? request.deliver(taken) : sending.send(taken));
    },
  );
  root.render(
    <TroubleBoundary>
      <App />
    </TroubleBoundary>,
  );
} else {
  root.render(<Trouble code="insecure-origin" />);
}
