/** Reads a QR code from a picture, where the browser can; the text of one can always be pasted instead. */

interface Detector {
  detect(picture: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}

declare global {
  /** Not in every browser, so the DOM library does not know it. */
  var BarcodeDetector: (new (options: { formats: readonly string[] }) => Detector) | undefined;
}

export function readsPictures(): boolean {
  return globalThis.BarcodeDetector !== undefined;
}

/** The text of the QR code in a picture; null where there is none that can be read. */
export async function readQrPicture(file: File): Promise<string | null> {
  const Reader = globalThis.BarcodeDetector;
  if (!Reader) return null;
  try {
    const picture = await createImageBitmap(file);
    const [found] = await new Reader({ formats: ['qr_code'] }).detect(picture);
    picture.close();
    return found?.rawValue ?? null;
  } catch {
    return null;
  }
}
