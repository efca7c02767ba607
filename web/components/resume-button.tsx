/**
 * Takes up an upload that was left. Where this tab does not have the files any more the button opens the browser's file
 * chooser, for the same files or the same folder; what is chosen in several goes is put together.
 */
import { useRef } from 'react';
import { navigate } from 'wouter/use-browser-location';
import type { OwnShare } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { takeInput } from '../state/dropped-files.ts';
import { sending } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { useAction } from './use-action.ts';

export function ResumeButton({ share }: { readonly share: OwnShare }) {
  const input = useRef<HTMLInputElement>(null);
  const resuming = useAction(async (files: FileList | null) => {
    await sending.resume(share, files ? takeInput(files) : null);
    // A delivery has no link to show: it goes on where it stands.
    if (!share.isDelivery) navigate('/');
  });
  const press = (): void => {
    if (share.resume === 'at-once') resuming.run(null);
    else input.current?.click();
  };
  return (
    <>
      <Button weight="wax" aria-disabled={resuming.state.kind === 'busy'} onClick={press}>
        {t.upload.resume}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        webkitdirectory={share.resume === 'with-folder' ? '' : undefined}
        onChange={({ currentTarget }) => {
          const { files } = currentTarget;
          if (files && files.length > 0) resuming.run(files);
          // So that the same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      {resuming.state.kind === 'failed' ? <Failure error={resuming.state.error} /> : null}
    </>
  );
}
