/** The camera's live picture, until it has seen a QR code, is stopped, or the page is left. */
import { useEffect, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { type CameraProblem, scanQr } from '../state/camera.ts';
import { Button } from './button.tsx';
import styles from './qr-reader.module.css';

export interface QrCameraProps {
  readonly onText: (text: string) => void;
  readonly onClose: () => void;
}

export function QrCamera({ onText, onClose }: QrCameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [stand, setStand] = useState<'asking' | 'live' | CameraProblem>('asking');
  const ends = useRef({ onText, onClose });
  useEffect(() => {
    ends.current = { onText, onClose };
  });
  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const leave = (): void => {
      if (document.visibilityState === 'hidden') ends.current.onClose();
    };
    const onLive = (): void => {
      setStand('live');
      // On a phone it begins below the edge of the screen.
      video.current?.scrollIntoView({ block: 'nearest' });
    };
    const scan = async (): Promise<void> => {
      if (!video.current) return;
      const end = await scanQr(video.current, { signal, onLive });
      if (end === null) return;
      if ('problem' in end) setStand(end.problem);
      else ends.current.onText(end.text);
    };
    void scan();
    document.addEventListener('visibilitychange', leave);
    return () => {
      stopping.abort();
      document.removeEventListener('visibilitychange', leave);
    };
  }, []);
  const words = t.device.reader;
  const runs = stand === 'asking' || stand === 'live';
  return (
    <div className={styles.camera}>
      <p role={runs ? 'status' : 'alert'} className={styles.hint}>
        {stand === 'asking' || stand === 'live' ? words[stand] : words.problems[stand]}
      </p>
      {runs ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a camera's own picture, without sound
        <video ref={video} className={styles.video} aria-label={words.preview} muted playsInline />
      ) : null}
      <Button onClick={onClose}>{runs ? words.stop : t.keyDialogs.close}</Button>
    </div>
  );
}
