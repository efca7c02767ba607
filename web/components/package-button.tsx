/** Chooses a portable package and goes to the page of it, from where people look for that. */
import { useLocation } from 'wouter';
import { t } from '../i18n/index.ts';
import { preloadPage } from '../lazy-pages.ts';
import { packages } from '../state/stores.ts';
import { FileButton, type FileButtonProps } from './file-button.tsx';

export function PackageButton({ weight = 'quiet' }: Pick<FileButtonProps, 'weight'>) {
  const [, navigate] = useLocation();
  const take = (file: File): void => {
    void packages.choose(file);
    navigate('/package');
  };
  return (
    <FileButton
      weight={weight}
      accept=".zip,application/zip"
      onPress={() => {
        packages.prepare();
        // A package opens without a network, so what it takes is there before it is chosen.
        preloadPage('/package');
      }}
      onFile={take}
    >
      {t.packages.open}
    </FileButton>
  );
}
