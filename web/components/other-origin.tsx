/** Says so before anything is made or asked with a key where no signature can hold: at another address than the server's. */
import { useStore } from 'zustand';
import { originsOf } from '../../shared/public-origin.ts';
import { failureWords } from '../i18n/index.ts';
import { config } from '../state/config.ts';
import { Notice } from './failure.tsx';

export function OtherOrigin() {
  const origin = useStore(config, ({ answer }) => answer?.publicOrigin);
  if (origin === undefined || originsOf(origin).includes(location.origin)) return null;
  const { title, next } = failureWords({ code: 'other-origin', details: { origin } });
  return <Notice title={title} next={next} />;
}
